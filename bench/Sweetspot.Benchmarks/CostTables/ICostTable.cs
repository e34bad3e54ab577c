namespace Sweetspot.Benchmarks;

/// <summary>One kind of table of measurements: how it is told by its header, and how its rows are judged.</summary>
internal interface ICostTable
{
    /// <summary>Its name: that of the file it was made for.</summary>
    string Name { get; }

    /// <summary>Columns that a file of this kind has and no other.</summary>
    IReadOnlyCollection<string> Columns { get; }

    /// <summary>What the model says to each row. Rows that cannot be judged are among the skipped ones, with the reason.</summary>
    IEnumerable<CostReport> Judge(IReadOnlyList<ModelRow> rows);
}
