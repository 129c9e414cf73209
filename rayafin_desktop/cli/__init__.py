"""The command line: translates words of a terminal into commands, queries and reports, and decides nothing.

Modules here import little when they load, so that `rayafin --help` answers at once; what a command needs is
imported when it runs.
"""
