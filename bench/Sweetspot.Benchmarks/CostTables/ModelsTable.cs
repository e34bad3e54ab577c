using Sweetspot.Planning;

namespace Sweetspot.Benchmarks;

/// <summary>Sizes of published models, from their shapes.</summary>
internal sealed class ModelsTable : ICostTable
{
    private static readonly (string Quantity, Func<ModelRow, double?> Said, Func<Architecture, ModelRow, double?> Counted)[] Quantities =
    [
        ("parameters, rows that are exact", row => row["params_status"] is "exact" or "computed" ? row.Positive("params_total") : null, (model, _) => model.Parameters.Total),
        ("parameters, rounded rows", row => row["params_status"] is "exact" or "computed" ? null : row.Positive("params_total"), (model, _) => model.Parameters.Total),
        ("active parameters", row => row.Positive("params_active"), Active),
        ("bytes of keys and values of a token", row => row.Positive("kv_bytes_per_token_bf16"), (model, _) => 2 * ((model as TransformerArchitecture)?.CachedNumbers(1) ?? 0)),
        ("multiply-adds of an image, as others count them", row => row.Positive("fwd_gmacs"), (model, _) => model.Unit == "image" ? model.ForwardFlops(1) / 2e9 : null),
    ];

    /// <inheritdoc/>
    public string Name => "models";

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Columns => ["model", "arch", "d_model", "params_total"];

    /// <inheritdoc/>
    public IEnumerable<CostReport> Judge(IReadOnlyList<ModelRow> rows)
    {
        var (models, unreadable) = (new List<(ModelRow Row, Architecture Model)>(), new List<SkippedRow>());
        foreach (var row in rows)
        {
            var (model, reason) = Read(row);
            if (model is null)
            {
                unreadable.Add(new SkippedRow(row.Line, reason));
            }
            else
            {
                models.Add((row, model));
            }
        }

        foreach (var (quantity, said, counted) in Quantities)
        {
            var judged = models.Select(pair => (pair.Row, Said: said(pair.Row), Counted: counted(pair.Model, pair.Row))).Where(pair => pair is { Said: not null, Counted: not null }).ToArray();
            var isExact = judged.Count(pair => pair.Said == pair.Counted);
            yield return new CostReport(
                $"{quantity} ({isExact} of {judged.Length} equal to the last digit)",
                [.. judged.Select(pair => new JudgedRow(pair.Row["family"], pair.Counted!.Value, pair.Said!.Value))],
                quantity == Quantities[0].Quantity ? unreadable : []);
        }
    }

    /// <summary>Of gpt-oss the publisher leaves the input's table out of the active parameters.</summary>
    private static double? Active(Architecture model, ModelRow row) => model.Parameters.Active
        - (row["active_definition"].Contains("input embedding not counted", StringComparison.OrdinalIgnoreCase) && model is TransformerArchitecture shape ? (long)shape.Vocabulary * shape.Width : 0);

    private static (Architecture? Model, string Reason) Read(ModelRow row)
    {
        try
        {
            var model = ModelTable.Of(row);
            return model is null ? (null, $"architecture \"{row["arch"]}\" of family \"{row["family"]}\" cannot be built from its row")
                : model.Parameters.Total > 0 ? (model, "") : (null, "its sizes give no parameters");
        }
        catch (Exception exception) when (exception is FormatException or OverflowException or ArgumentException or InvalidOperationException or IndexOutOfRangeException or DivideByZeroException or OutOfMemoryException)
        {
            return (null, "its sizes are missing or are no numbers");
        }
    }
}
