/**
 * Sends an object of our own on its way through the trigger of a source. {@link
 * objectledger.ops.flight.FlightCommand} is the command; {@link
 * objectledger.ops.flight.TestObjects} puts and removes it; {@link
 * objectledger.ops.flight.LedgerReader} waits for its records. The smoke scenarios use the last
 * two, too.
 */
package objectledger.ops.flight;
