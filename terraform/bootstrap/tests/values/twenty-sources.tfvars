# On top of the others: as many sources as the documentation promises.
sources = {
  team-00 = { bucket = { force_destroy = true } }
  team-01 = { bucket = { force_destroy = true } }
  team-02 = { bucket = { force_destroy = true } }
  team-03 = { bucket = { force_destroy = true } }
  team-04 = { bucket = { force_destroy = true } }
  team-05 = { bucket = { force_destroy = true } }
  team-06 = { bucket = { force_destroy = true } }
  team-07 = { bucket = { force_destroy = true } }
  team-08 = { bucket = { force_destroy = true } }
  team-09 = { bucket = { force_destroy = true } }
  team-10 = { bucket = { force_destroy = true } }
  team-11 = { bucket = { force_destroy = true } }
  team-12 = { bucket = { force_destroy = true } }
  team-13 = { bucket = { force_destroy = true } }
  team-14 = { bucket = { force_destroy = true } }
  team-15 = { bucket = { force_destroy = true } }
  team-16 = { bucket = { force_destroy = true } }
  team-17 = { bucket = { force_destroy = true } }
  team-18 = { bucket = { force_destroy = true } }
  team-19 = { bucket = { force_destroy = true } }
}

query = { force_destroy = true, inventory = "Daily", oldest_year = 2020 }
