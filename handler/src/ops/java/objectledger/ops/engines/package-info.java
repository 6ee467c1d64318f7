/**
 * Compares the engines that run the statements of terraform/queries: Trino, which Athena is made
 * of, on the tables that Terraform applied, and DuckDB on local copies of the same objects. {@link
 * objectledger.ops.engines.EnginesCommand} is the command; {@link
 * objectledger.ops.engines.SampleObjects} makes what there is to ask for.
 */
package objectledger.ops.engines;
