"""`rayafin bench`: the program's own figures, each beside what the bare libraries need in the same run."""
