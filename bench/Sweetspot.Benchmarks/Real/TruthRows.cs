namespace Sweetspot.Benchmarks;

/// <summary>On which rows the truth about a candidate is measured.</summary>
internal enum TruthRows
{
    /// <summary>The test data, after training on all other rows.</summary>
    Test,

    /// <summary>Rows held out, other ones for each seed: what the searches measure, without the luck of one training and of one split.</summary>
    HeldOut,
}
