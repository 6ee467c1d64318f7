# On top of the others: documents become rows, and a destroy leaves the rows.
documents = { tables = { orders = { columns = { order_id = "bigint" } } } }

ingress = { authorization = { kind = "iam" } }
