namespace Sweetspot.Cli;

/// <summary>A point of a chart.</summary>
/// <param name="X">Value on the x axis.</param>
/// <param name="Y">Value on the y axis.</param>
/// <param name="Error">Half the length of its vertical error bar; null for none.</param>
/// <param name="Title">What is shown when it is pointed at; null for nothing.</param>
internal readonly record struct ChartPoint(double X, double Y, double? Error = null, string? Title = null);
