# On top of the others: more streams than a policy has room for.
changes = {
  label-00 = { stream = { kind = "kinesis", table = { hash_key = "id" } } }
  label-01 = { stream = { kind = "kinesis", table = { hash_key = "id" } } }
  label-02 = { stream = { kind = "kinesis", table = { hash_key = "id" } } }
  label-03 = { stream = { kind = "kinesis", table = { hash_key = "id" } } }
  label-04 = { stream = { kind = "kinesis", table = { hash_key = "id" } } }
  label-05 = { stream = { kind = "kinesis", table = { hash_key = "id" } } }
  label-06 = { stream = { kind = "kinesis", table = { hash_key = "id" } } }
  label-07 = { stream = { kind = "kinesis", table = { hash_key = "id" } } }
  label-08 = { stream = { kind = "kinesis", table = { hash_key = "id" } } }
  label-09 = { stream = { kind = "kinesis", table = { hash_key = "id" } } }
  label-10 = { stream = { kind = "kinesis", table = { hash_key = "id" } } }
  label-11 = { stream = { kind = "kinesis", table = { hash_key = "id" } } }
  label-12 = { stream = { kind = "kinesis", table = { hash_key = "id" } } }
  label-13 = { stream = { kind = "kinesis", table = { hash_key = "id" } } }
  label-14 = { stream = { kind = "kinesis", table = { hash_key = "id" } } }
  label-15 = { stream = { kind = "kinesis", table = { hash_key = "id" } } }
  label-16 = { stream = { kind = "kinesis", table = { hash_key = "id" } } }
  label-17 = { stream = { kind = "kinesis", table = { hash_key = "id" } } }
  label-18 = { stream = { kind = "kinesis", table = { hash_key = "id" } } }
  label-19 = { stream = { kind = "kinesis", table = { hash_key = "id" } } }
  label-20 = { stream = { kind = "kinesis", table = { hash_key = "id" } } }
  label-21 = { stream = { kind = "kinesis", table = { hash_key = "id" } } }
  label-22 = { stream = { kind = "kinesis", table = { hash_key = "id" } } }
  label-23 = { stream = { kind = "kinesis", table = { hash_key = "id" } } }
  label-24 = { stream = { kind = "kinesis", table = { hash_key = "id" } } }
  label-25 = { stream = { kind = "kinesis", table = { hash_key = "id" } } }
  label-26 = { stream = { kind = "kinesis", table = { hash_key = "id" } } }
  label-27 = { stream = { kind = "kinesis", table = { hash_key = "id" } } }
  label-28 = { stream = { kind = "kinesis", table = { hash_key = "id" } } }
  label-29 = { stream = { kind = "kinesis", table = { hash_key = "id" } } }
}
