# On top of the others: a bucket whose notification is somebody else's.
sources = {
  landing = {
    bucket  = { create = false, name = "landing-zone" }
    trigger = "eventbridge"
  }
}
