alarms = { enabled = false }
