"""The sample company: invented people and trade, so that every screen has something to show.

All of it is made through commands. It stands above the application, because it uses nothing but
`App.execute` and queries, and below the window and the command line, which both offer it.
"""
