using System.Text.Json.Nodes;
using Sweetspot.Core;

namespace Sweetspot.Cli;

/// <summary>The JSON document of <c>find --json</c> and <c>show --json</c>, schema <c>sweetspot.study/1</c>.</summary>
internal static class StudyDocument
{
    public static string Write(StudyOverview result)
    {
        var document = Build(result);
        if (result is TableResult table)
        {
            document["replay"] = Replay(table);
            document["history"] = History(table);
        }

        if (result.Problem is { } problem)
        {
            document["problem"] = problem;
        }

        return document.ToJsonString(JsonText.Indented);
    }

    private static JsonObject Build(StudyOverview result) => new()
    {
        ["schema"] = "sweetspot.study/1",
        ["study"] = result.Name,
        ["identity"] = result.Identity,
        ["state"] = NameOf(result.State),
        ["provisional"] = result.Provisional,
        ["seconds"] = Math.Round(result.Elapsed.TotalSeconds, 3),
        ["algorithm"] = result.Algorithm,
        ["seed"] = result.Seed,
        ["objectives"] = new JsonArray([.. result.Objectives.Select(objective => new JsonObject
        {
            ["name"] = objective.Name, ["direction"] = objective.Direction.ToString().ToLowerInvariant(), ["unit"] = objective.Unit,
        })]),
        ["trials"] = Counts(result.Trials),
        ["front"] = new JsonArray([.. result.Front.Trials.Select(trial => Front(trial, result))]),
        ["recommendation"] = result.Choice.Recommendation is { } recommendation ? Recommended(recommendation) : null,
        ["nearest"] = result.Choice.Nearest is { } nearest ? Nearest(nearest) : null,
        ["finalists"] = new JsonArray([.. result.Choice.Recommendation?.Finalists.Select(Finalist) ?? []]),
        ["baselines"] = new JsonArray([.. result.Choice.Recommendation?.Baselines.Select(Baseline) ?? []]),
        ["compression"] = new JsonArray([.. result.Compression.Select(Compared)]),
        ["modalities"] = new JsonArray([.. result.Choice.Recommendation?.Modalities.Select(Modality) ?? []]),
        ["precision"] = new JsonArray([.. PrecisionNotes.Of(result).Select(note => (JsonNode)note)]),
        ["without_verdict"] = new JsonArray([.. result.WithoutVerdict.Select(line => (JsonNode)line)]),
        ["hypervolume"] = Finite(result.Front.Hypervolume()),
        ["reference_point"] = new JsonObject(result.Objectives.Zip(result.Front.ReferencePoint, (objective, value) =>
            KeyValuePair.Create(objective.Name, (JsonNode?)Finite(objective.Minimized(value))))),
        ["notes"] = new JsonArray([.. result.Notes.Select(note => (JsonNode)note)]),
    };

    private static JsonObject Replay(TableResult table) => new()
    {
        ["table"] = table.Name,
        ["points"] = table.Study.PointCount,
        ["workers"] = table.Workers,
        ["virtual_seconds"] = table.Study.HasCost ? Finite(table.Outcome.Elapsed.TotalSeconds) : null,
        ["busy"] = Finite(Math.Round(table.Outcome.Busy, 4)),
    };

    /// <summary>The trials in the order of ending, each with the hypervolume of all until then, up to the result's own reference point.</summary>
    private static JsonArray History(TableResult table)
    {
        var (archive, history, volume) = (new FrontArchive(table.Objectives.Length), new JsonArray(), 0.0);
        double[] reference = [.. table.Objectives.Zip(table.Front.ReferencePoint, (objective, value) => objective.Minimized(value))];
        var left = table.Front.LeftOut.Select(trial => trial.Trial.Number).Concat(table.Front.Infeasible.Select(trial => trial.Trial.Number)).ToHashSet();
        foreach (var trial in table.Outcome.Trials)
        {
            if (!left.Contains(trial.Number) && archive.Add([.. table.Objectives.Select(objective => objective.Minimized(trial.Metrics[objective.Name].Value))], trial.Number))
            {
                volume = Hypervolume.Of(archive.Points, reference);
            }

            var node = Ended(trial);
            node["hypervolume"] = Finite(volume);
            history.Add((JsonNode)node);
        }

        return history;
    }

    /// <summary>A trial of a replay; times are virtual, in seconds from its start.</summary>
    private static JsonObject Ended(Trial trial)
    {
        var node = new JsonObject
        {
            ["trial"] = trial.Number,
            ["sequence"] = trial.Sequence,
            ["state"] = StateName.Of(trial.State),
            ["candidate"] = Point(trial.Candidate),
            ["metrics"] = Metrics(trial.Metrics),
            ["epochs"] = trial.Request.Fidelity.Epochs,
            ["started"] = Seconds(trial.Started),
            ["finished"] = Seconds(trial.Finished),
        };
        if (trial.Reason is { } reason)
        {
            node["reason"] = reason;
        }

        return node;
    }

    private static JsonValue? Seconds(DateTimeOffset? time) => time is { } at ? Finite((at - DateTimeOffset.UnixEpoch).TotalSeconds) : null;

    public static string NameOf(StudyState state) => state switch
    {
        StudyState.NothingFeasible => "nothing-feasible",
        StudyState.NothingCompleted => "nothing-completed",
        _ => state.ToString().ToLowerInvariant(),
    };

    private static JsonObject Counts(IReadOnlyList<Trial> trials)
    {
        var search = trials.Where(trial => trial.Request.Purpose == TrialPurpose.Search).ToList();
        var counts = new JsonObject { ["total"] = search.Count };
        foreach (var state in Enum.GetValues<TrialState>())
        {
            counts[StateName.Of(state)] = search.Count(trial => trial.State == state);
        }

        counts["verification"] = trials.Count - search.Count;
        return counts;
    }

    private static JsonObject Front(Trial trial, StudyOverview result)
    {
        var verified = result.Choice.Recommendation?.Finalists.FirstOrDefault(finalist => finalist.Trial.Number == trial.Number);
        var node = new JsonObject { ["trial"] = trial.Number, ["candidate"] = Point(trial.Candidate), ["model"] = result.Describe(trial.Candidate), ["metrics"] = Metrics(trial.Metrics) };
        if (verified is not null)
        {
            node["verified"] = Metrics(verified.Metrics);
        }

        return node;
    }

    private static JsonObject Recommended(Recommendation recommendation) => new()
    {
        ["trial"] = recommendation.Trial.Number,
        ["candidate"] = Point(recommendation.Candidate),
        ["metrics"] = Metrics(recommendation.Metrics),
        ["nothing_beats"] = recommendation.NothingBeats,
        ["rule"] = recommendation.Rule,
        ["reason"] = recommendation.Reason,
        ["error_basis"] = recommendation.ErrorBasis,
        ["step_down"] = recommendation.StepDown is { } down ? Step(down) : null,
        ["step_up"] = recommendation.StepUp is { } up ? Step(up) : null,
        ["warnings"] = new JsonArray([.. recommendation.Warnings.Select(warning => (JsonNode)warning)]),
    };

    private static JsonObject Step(SizeStep step) => new()
    {
        ["trial"] = step.Trial.Number,
        ["candidate"] = Point(step.Candidate),
        ["metrics"] = Metrics(step.Metrics),
        ["changes"] = new JsonObject
        {
            ["quality_difference"] = Finite(step.QualityDifference),
            ["quality_stderr"] = step.QualityStandardError is { } error ? Finite(error) : null,
            ["ratios"] = new JsonObject(step.Ratios.Select(ratio => KeyValuePair.Create(ratio.Key, (JsonNode?)Finite(ratio.Value)))),
            ["text"] = step.Text,
        },
    };

    private static JsonObject Finalist(FinalistResult finalist) => new()
    {
        ["trial"] = finalist.Trial.Number,
        ["candidate"] = Point(finalist.Candidate),
        ["metrics"] = Metrics(finalist.Metrics),
        ["verifications"] = finalist.Verifications,
        ["difference_to_best"] = Finite(finalist.DifferenceToBest),
        ["difference_stderr"] = Finite(finalist.DifferenceStandardError),
        ["relative_cost"] = Finite(finalist.RelativeCost),
        ["is_best"] = finalist.IsBest,
        ["is_recommended"] = finalist.IsChosen,
        ["verdict"] = finalist.Verdict,
    };

    private static JsonObject Baseline(BaselineComparison baseline) => new()
    {
        ["name"] = baseline.Name,
        ["quality"] = Finite(baseline.Quality),
        ["difference"] = Finite(baseline.Difference),
        ["text"] = baseline.Text,
    };

    private static JsonObject Compared(CompressionComparison comparison) => new()
    {
        ["name"] = comparison.Name,
        ["candidate"] = Point(comparison.Candidate),
        ["quality"] = Finite(comparison.Quality),
        ["quality_from_scratch"] = Finite(comparison.TwinQuality),
        ["difference"] = Finite(comparison.Difference),
        ["stderr"] = Finite(comparison.StandardError),
        ["train_seconds"] = Finite(comparison.TrainSeconds),
        ["train_seconds_from_scratch"] = Finite(comparison.TwinTrainSeconds),
        ["verdict"] = comparison.Verdict,
        ["text"] = comparison.Text,
    };

    private static JsonObject Modality(ModalityFinding finding) => new()
    {
        ["name"] = finding.Name,
        ["with"] = finding.With?.Number,
        ["without"] = finding.Without?.Number,
        ["gain"] = finding.Gain is { } gain ? Finite(gain) : null,
        ["gain_stderr"] = finding.StandardError is { } error ? Finite(error) : null,
        ["ratios"] = new JsonObject(finding.Ratios.Select(ratio => KeyValuePair.Create(ratio.Key, (JsonNode?)Finite(ratio.Value)))),
        ["pays"] = finding.Pays,
        ["text"] = finding.Text,
    };

    private static JsonObject Nearest(NearestFeasible nearest) => new()
    {
        ["trial"] = nearest.Trial.Number,
        ["candidate"] = Point(nearest.Trial.Candidate),
        ["metrics"] = Metrics(nearest.Trial.Metrics),
        ["limits"] = new JsonArray([.. nearest.Broken.Select(limit => new JsonObject
        {
            ["limit"] = limit.Limit, ["violation"] = Finite(limit.Violation), ["seen"] = limit.Seen, ["advice"] = limit.Advice,
        })]),
    };

    public static JsonObject Point(Candidate candidate) => new(candidate.Genes.Concat(candidate.Derived).Select(gene =>
        KeyValuePair.Create(gene.Key, gene.Value.IsNumber ? JsonValue.Create(gene.Value.Number) : (JsonNode?)JsonValue.Create(gene.Value.Text))));

    public static JsonObject Metrics(IEnumerable<KeyValuePair<string, Measurement>> metrics) => new(metrics
        .OrderBy(metric => metric.Key, StringComparer.Ordinal)
        .Select(metric => KeyValuePair.Create(metric.Key, (JsonNode?)Measured(metric.Value))));

    private static JsonObject Measured(Measurement measurement)
    {
        var node = new JsonObject
        {
            ["value"] = Finite(measurement.Value),
            ["unit"] = measurement.Unit,
            ["origin"] = measurement.Origin.ToString(),
        };
        if (!double.IsFinite(measurement.Value))
        {
            node["reason"] = "not finite";
        }

        if (measurement.StandardError is { } error)
        {
            node["stderr"] = Finite(error);
        }

        return node;
    }

    private static JsonValue? Finite(double? value) => value is { } known ? Finite(known) : null;

    private static JsonValue? Finite(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;
}
