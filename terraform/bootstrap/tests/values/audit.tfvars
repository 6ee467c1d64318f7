# On top of the others: it is kept who read and wrote what, and the files of the trail are locked.
audit = { object_lock = { mode = "GOVERNANCE", days = 30 } }
