/**
 * One page of HTML about what a journal says of some days. {@link
 * objectledger.ops.report.ReportCommand} copies these days, {@link
 * objectledger.ops.report.ReportData} asks the statements, and {@link
 * objectledger.ops.report.ReportPage} puts their rows beside the chart library.
 */
package objectledger.ops.report;
