namespace Sweetspot.Cli;

/// <summary>Fitness over one generation of the classic algorithm.</summary>
internal sealed record GenerationPoint(int Generation, double Minimum, double Mean, double Maximum);
