/**
 * A PostgreSQL on this machine, for the changes function of a local environment. {@code
 * LocalDatabaseCommand} starts it. It stands for the database that a user has: the function knows
 * nothing of it but its settings.
 */
package objectledger.ops.database;
