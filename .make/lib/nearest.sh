# shellcheck shell=bash
# nearest: functions of awk that find the known name which a misspelled one most likely means. It is
# sourced by the scripts that check names.
# shellcheck disable=SC2034 # by them it is used
nearest='
  # How many letters have to be changed, added or left out to make one name of the other.
  function distance(a, b,  i, j, cost, d) {
    for (i = 0; i <= length(a); i++) d[i, 0] = i
    for (j = 0; j <= length(b); j++) d[0, j] = j
    for (i = 1; i <= length(a); i++)
      for (j = 1; j <= length(b); j++) {
        cost = substr(a, i, 1) != substr(b, j, 1)
        d[i, j] = d[i - 1, j - 1] + cost
        if (d[i - 1, j] + 1 < d[i, j]) d[i, j] = d[i - 1, j] + 1
        if (d[i, j - 1] + 1 < d[i, j]) d[i, j] = d[i, j - 1] + 1
      }
    return d[length(a), length(b)]
  }
  function bare(name) { gsub(/[_-]/, "", name); return toupper(name) }
  # Whether the one is the other, up to a word of it.
  function begins(name, known) { return length(name) > 2 && index(toupper(known), toupper(name) "_") == 1 }
  # The nearest of the names that are the keys of known; nothing where none is near.
  function nearest(name, known,  best, least, each, now) {
    least = 99
    for (each in known) {
      now = bare(name) == bare(each) ? 0 : distance(toupper(name), toupper(each))
      if (now > 1 && (begins(name, each) || begins(each, name))) now = 1
      if (now < least || (now == least && each < best)) { least = now; best = each }
    }
    return least <= length(name) / 2 ? best : ""
  }'
