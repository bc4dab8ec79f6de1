"""Icons, messages, starter taxonomy and demo drawings of Shelftag."""
