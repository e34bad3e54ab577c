using Sweetspot.Planning;

namespace Sweetspot.Benchmarks;

/// <summary>Language models and networks of images that answer: decoding, prompts, static batches, serving under load, images a second.</summary>
internal sealed class InferenceTable : ICostTable
{
    private const string Shipped = "constants as shipped";
    private const string Left = "constants set without the group that is judged";

    /// <summary>Fewest groups of which one can be left out.</summary>
    private const int FewestGroups = 3;

    /// <inheritdoc/>
    public string Name => "inference";

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Columns => ["kind", "model", "weight_precision", "hardware", "batch_or_concurrency", "prompt_len", "gen_len", "tpot_ms", "images_per_s"];

    /// <inheritdoc/>
    public IEnumerable<CostReport> Judge(IReadOnlyList<ModelRow> rows)
    {
        var (targets, images, skipped) = Read(rows);
        CostReport[] reports =
        [
            .. Reports(targets, target => target.Title, target => Judge(target, ServingConstants.Shipped), Shipped),
            .. Reports(images, _ => VisionTarget.Title, image => Judge(image, VisionConstants.Shipped), Shipped),
            .. LeaveOut(targets),
            .. LeaveOut(images),
        ];
        return reports.Length == 0 ? [new CostReport("inference", [], skipped)] : [reports[0] with { Skipped = skipped }, .. reports[1..]];
    }

    /// <summary>What can be judged, and the other rows.</summary>
    internal static (IReadOnlyList<ServingTarget> Targets, IReadOnlyList<VisionTarget> Images, IReadOnlyList<SkippedRow> Skipped) Read(IReadOnlyList<ModelRow> rows)
    {
        var (targets, images, skipped) = (new List<ServingTarget>(), new List<VisionTarget>(), new List<SkippedRow>());
        foreach (var row in rows)
        {
            if (row["kind"] == "vision_infer")
            {
                var (image, reason) = VisionTarget.Of(row);
                _ = image is null ? Skip(reason) : Keep(images, [image]);
            }
            else
            {
                var (read, reason) = InferenceRow.Of(row);
                _ = read is null ? Skip(reason) : Keep(targets, [.. ServingTarget.Of(read).Where(target => double.IsFinite(target.Seen) && target.Seen > 0)]);
            }

            bool Skip(string? reason)
            {
                skipped.Add(new SkippedRow(row.Line, reason!));
                return false;
            }

            bool Keep<T>(List<T> list, T[] some)
            {
                list.AddRange(some);
                return some.Length > 0 || Skip(row["kind"] switch
                {
                    "llm_prefill" when row["prompt_len"].Length == 0 => "length of the prompt is not stated",
                    "llm_decode" when row.Whole("batch_or_concurrency") > 1 => "decoding alone of more than one sequence is not judged",
                    "llm_prefill" or "llm_decode" or "llm_static" or "llm_serving" or "llm_serving_max" => "the measured number is missing",
                    var kind => $"kind \"{kind}\" is not modelled",
                });
            }
        }

        return (targets, images, skipped);
    }

    private static IEnumerable<CostReport> LeaveOut(IReadOnlyList<ServingTarget> targets)
    {
        var fits = new Dictionary<(string Group, ServingEngine Engine), ServingConstants>();
        ServingConstants Without(ServingTarget judged)
        {
            var key = (judged.Group, judged.Row.Engine);
            return fits.TryGetValue(key, out var fit) ? fit
                : fits[key] = ServingFit.Fit([.. targets.Where(target => !target.BelongsTo(judged.Group))], judged.Row.Engine);
        }

        return targets.Select(target => target.Group).Distinct().Count() < FewestGroups ? []
            : Reports(targets, target => target.Title, target => Judge(target, Without(target)), Left);
    }

    private static IEnumerable<CostReport> LeaveOut(IReadOnlyList<VisionTarget> images)
    {
        var judged = LeftOut.Judge(images, image => image.Model, VisionTarget.Fit, Judge);
        var byDevice = LeftOut.Judge(images, image => image.Hardware.Name, VisionTarget.Fit, Judge);
        IEnumerable<CostReport> all = [new($"{VisionTarget.Title}, constants set without the model that is judged", judged, []), new($"{VisionTarget.Title}, constants set without the device that is judged", byDevice, [])];
        return all.Where(report => report.Rows.Count > 0);
    }

    private static IEnumerable<CostReport> Reports<T>(IReadOnlyList<T> targets, Func<T, string> title, Func<T, JudgedRow> judge, string constants) =>
        targets.GroupBy(title, StringComparer.Ordinal).Select(group => new CostReport($"{group.Key}, {constants}", [.. group.Select(judge)], []));

    private static JudgedRow Judge(ServingTarget target, ServingConstants constants) => new(target.Group, target.Predicted(constants), target.Seen);

    private static JudgedRow Judge(VisionTarget image, VisionConstants constants) => new($"{image.Model} on {image.Hardware.Name}", image.Predicted(constants), image.ImagesPerSecond);
}
