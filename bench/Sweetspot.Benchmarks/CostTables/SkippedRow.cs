namespace Sweetspot.Benchmarks;

/// <summary>A row that was not judged.</summary>
/// <param name="Line">Its line in the file, the header being 1.</param>
/// <param name="Reason">Why; rows with the same reason are told together.</param>
internal readonly record struct SkippedRow(int Line, string Reason);
