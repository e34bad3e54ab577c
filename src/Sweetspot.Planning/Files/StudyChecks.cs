using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>What is wrong with a study, as far as it can be told without its data.</summary>
internal static class StudyChecks
{
    /// <summary>Search algorithms.</summary>
    public static readonly string[] Algorithms = [.. SearchAlgorithms.Names];

    /// <summary>Rules of choosing.</summary>
    public static readonly string[] Rules = ["one-standard-error", "knee", "utility"];

    private static readonly string[] s_presets = ["digits"];

    /// <summary>Every problem, with the path of the key at fault (<c>space.width.int</c>).</summary>
    public static IEnumerable<(string Path, string Message)> Of(StudySpec spec) =>
        Of(spec, Metrics.All, spec.Space.IsEmpty ? ModelGenes.Specs : spec.Space);

    /// <summary>As <see cref="Of(StudySpec)"/>, with the metrics of the kind of task and the genes that limits may name.</summary>
    public static IEnumerable<(string Path, string Message)> Of(StudySpec spec, IReadOnlyList<Metric> metrics, IReadOnlyList<GeneSpec> genes) =>
    [
        .. Task(spec.Task), .. SpaceChecks.Of(spec.Space, spec.Constraints), .. Objectives(spec),
        .. Limits(spec.Constraints, genes, metrics), .. Numbers(spec), .. Choose(spec.Choose),
    ];

    private static IEnumerable<(string Path, string Message)> Limits(IReadOnlyList<string> constraints, IReadOnlyList<GeneSpec> genes, IReadOnlyList<Metric> metrics)
    {
        var names = NameTable.OfConstraints(genes, metrics);
        for (var index = 0; index < constraints.Count; index++)
        {
            if (Problem(() => ReadLimit(constraints[index], names, metrics)) is { } message)
            {
                yield return ($"constraints[{index}]", $"\"{constraints[index]}\": {message}");
            }
        }
    }

    /// <summary>The message of an expression that does not parse, ended by a full stop; null where it does.</summary>
    public static string? Problem(Action parse)
    {
        try
        {
            parse();
            return null;
        }
        catch (ExpressionException exception)
        {
            return exception.Message.EndsWith('.') || exception.Message.EndsWith('?') ? exception.Message : exception.Message + ".";
        }
    }

    private static void ReadLimit(string text, NameTable names, IReadOnlyList<Metric> metrics)
    {
        if (Expressions.IsGoal(text))
        {
            _ = Expressions.Goal(text, [.. metrics.Select(metric => metric.Name)]);
        }
        else
        {
            _ = Expressions.Constraints(text, names);
        }
    }

    private static IEnumerable<(string Path, string Message)> Task(TaskSpec task)
    {
        if (task is { Preset: not null, Data: not null })
        {
            yield return ("task.preset", $"a task has a preset or data, not both; leave out preset: {task.Preset} or data.");
        }
        else if (task is { Preset: null, Data: null })
        {
            yield return ("task", "says neither data nor preset; add \"data: train.csv\" or \"preset: digits\".");
        }

        if (task.Preset is { } preset && !s_presets.Contains(preset))
        {
            yield return ("task.preset", $"\"{preset}\" is not a built-in data set{Nearest.Hint(preset, s_presets)}");
        }

        if (task.Validation is not (> 0 and < 1))
        {
            yield return ("task.validation", FormattableString.Invariant($"{task.Validation} is not a share; give the held-out part of the training data as a fraction, such as 0.2."));
        }

        if (task.TestFraction is not (null or (> 0 and < 1)))
        {
            yield return ("task.test", FormattableString.Invariant($"{task.TestFraction} is not a share; give a file, or a fraction of the data such as 0.2."));
        }

        if (task is { Kind: TaskKind.Classification, Transform: TargetTransform.Log })
        {
            yield return ("task.transform", "classes have no logarithm; leave transform out, or set kind: regression.");
        }
    }

    private static IEnumerable<(string Path, string Message)> Objectives(StudySpec spec)
    {
        for (var index = 0; index < spec.Objectives.Length; index++)
        {
            var name = spec.Objectives[index].Metric;
            var path = $"objectives[{index}]";
            var metric = Metrics.Find(name);
            if (metric is null)
            {
                yield return (path, $"\"{name}\" is not a metric{Nearest.Hint(name, [.. Metrics.All.Select(known => known.Name)])}");
            }
            else if (spec.Objectives.Take(index).Any(earlier => earlier.Metric == name))
            {
                yield return (path, $"\"{name}\" is an objective twice; name each metric once.");
            }
            else if (spec.Objectives[index].Direction != metric.Better)
            {
                var (wrong, right) = metric.Better == Direction.Maximize ? ("minimize", "maximize") : ("maximize", "minimize");
                yield return (path, $"{wrong}: {name} asks for the worse; use {right}: {name}.");
            }
        }
    }

    private static IEnumerable<(string Path, string Message)> Numbers(StudySpec spec)
    {
        if (!Algorithms.Contains(spec.Algorithm))
        {
            yield return ("search.algorithm", $"\"{spec.Algorithm}\" is not an algorithm{Nearest.Hint(spec.Algorithm, Algorithms)}");
        }

        if (spec.Rungs is not null && spec.Algorithm is not ("auto" or "halving"))
        {
            yield return ("fidelity.epochs", $"only auto and halving train at levels, not {spec.Algorithm}; give the most epochs alone, as in \"epochs: 27\".");
        }

        if (spec.Rungs is { } rungs && spec.Epochs < rungs.Least)
        {
            yield return ("fidelity.epochs.min", $"{rungs.Least} is more than the most epochs, {spec.Epochs}.");
        }

        if (spec.Algorithm == RunLadder.Algorithm && (spec.Compress || spec.Precisions.Length > 0))
        {
            yield return (spec.Compress ? "compress" : PrecisionGene.Name, "a ladder varies sizes and data alone, so that one law holds for all; leave it out.");
        }

        foreach (var problem in SearchParts.Problems(spec.Algorithm, spec.Without))
        {
            yield return ("search.without", problem);
        }

        (string Path, long? Value)[] counts =
        [
            ("fidelity.epochs", spec.Epochs), ("search.replicates", spec.Replicates), ("budget.trials", spec.Budget.Trials), ("budget.workers", spec.Budget.Workers),
        ];
        foreach (var (path, value) in counts.Where(count => count.Value < 1))
        {
            yield return (path, $"{value} is not a whole number of 1 or more.");
        }

        if (spec.Budget.Time <= TimeSpan.Zero)
        {
            yield return ("budget.time", "the time must be longer than nothing; write it as 90s, 30m or 1h30m.");
        }
    }

    private static IEnumerable<(string Path, string Message)> Choose(ChooseSpec choose)
    {
        if (!Rules.Contains(choose.Rule))
        {
            yield return ("choose.rule", $"\"{choose.Rule}\" is not a rule{Nearest.Hint(choose.Rule, Rules)}");
        }
        else if (choose.Rule == "utility" && choose.Prices.IsEmpty)
        {
            yield return ("choose.rule", "\"utility\" needs prices, as in \"prices: { accuracy: 100, latency_ms: 1 }\".");
        }
        else if (choose.Rule != "utility" && !choose.Prices.IsEmpty)
        {
            yield return ("choose.prices", $"prices belong to rule: utility, not to {choose.Rule}; change the rule or leave them out.");
        }

        foreach (var (metric, price) in choose.Prices)
        {
            if (Metrics.Find(metric) is null)
            {
                yield return ("choose.prices", $"\"{metric}\" is not a metric{Nearest.Hint(metric, [.. Metrics.All.Select(known => known.Name)])}");
            }
            else if (price < 0 || !double.IsFinite(price))
            {
                yield return ($"choose.prices.{metric}", FormattableString.Invariant($"{price} is not a price of 0 or more; the direction is the metric's own."));
            }
        }
    }
}
