using Sweetspot.Planning;

namespace Sweetspot.Benchmarks;

/// <summary>Published trainings: how fast they were, how many device hours and FLOPs they took.</summary>
internal sealed class TrainingRunsTable : ICostTable
{
    /// <summary>Fewest rows that may set thirteen constants.</summary>
    private const int FewestRows = 50;

    private static readonly string[] Speeds = ["llm_throughput", "encoder_throughput", "vision_throughput"];

    /// <inheritdoc/>
    public string Name => "training_runs";

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Columns => ["model", "device", "seq_len", "activation_recompute", "device_hours"];

    /// <inheritdoc/>
    public IEnumerable<CostReport> Judge(IReadOnlyList<ModelRow> rows)
    {
        foreach (var kind in Speeds)
        {
            var (read, skipped) = Read(rows.Where(row => row["kind"] == kind));
            yield return new CostReport($"{kind}: tokens or images a second, constants as shipped", [.. read.Select(row => Judge(row, TrainingConstants.Shipped))], skipped);
            if (kind != Speeds[0] || read.Count < FewestRows)
            {
                continue;
            }

            var all = TrainingFit.Fit(read);
            yield return new CostReport($"{kind}: constants set on all rows, {FormattableString.Invariant(TrainingFit.Text(all))}", [.. read.Select(row => Judge(row, all))], []);
            if (LeftOut.Judge(read, row => row.Group, TrainingFit.Fit, Judge) is { Count: > 0 } byGroup)
            {
                yield return new CostReport($"{kind}: constants set without the model and device that are judged", byGroup, []);
            }

            if (LeftOut.Judge(read, row => row.Setup.Hardware.Name, TrainingFit.Fit, JudgeByDevice) is { Count: > 0 } byDevice)
            {
                yield return new CostReport($"{kind}: constants set without the device that is judged", byDevice, []);
            }
        }

        foreach (var report in TrainingHours.Judge([.. rows.Where(row => row["kind"] == "llm_run")]))
        {
            yield return report;
        }

        yield return TrainingHours.JudgeFlops([.. rows.Where(row => row["kind"] == "flops_only")]);
        yield return new CostReport("other kinds", [], [.. rows.Where(row => !Speeds.Contains(row["kind"]) && row["kind"] is not ("llm_run" or "flops_only")).Select(row => new SkippedRow(row.Line, Reason(row)))]);
    }

    private static string Reason(ModelRow row) => row["kind"] switch
    {
        "recsys_throughput" => "recsys_throughput: an epoch's time with reading the data and validating; the step itself is not stated",
        "vision_run" => "vision_run: device hours without images seen or steps",
        var kind => $"kind \"{kind}\" is not known",
    };

    private static JudgedRow Judge(TrainingRow row, TrainingConstants constants) => new(row.Group, row.Predicted(constants), row.Measured);

    private static JudgedRow JudgeByDevice(TrainingRow row, TrainingConstants constants) => new(row.Setup.Hardware.Name, row.Predicted(constants), row.Measured);

    internal static (List<TrainingRow> Rows, List<SkippedRow> Skipped) Read(IEnumerable<ModelRow> rows)
    {
        var (read, skipped) = (new List<TrainingRow>(), new List<SkippedRow>());
        foreach (var row in rows)
        {
            var (training, reason) = TrainingRow.Read(row);
            if (training is null)
            {
                skipped.Add(new SkippedRow(row.Line, reason));
            }
            else
            {
                read.Add(training);
            }
        }

        return (read, skipped);
    }
}
