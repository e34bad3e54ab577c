using System.Collections.Immutable;
using Sweetspot.Core;
using YamlDotNet.RepresentationModel;

namespace Sweetspot.Planning;

/// <summary>Reads the keys of a study. What a value means is judged by <see cref="StudyChecks"/>; here only its form is.</summary>
internal sealed class StudyReader(YamlSource source, string folder)
{
    /// <summary>Keys of each part of a study, as in <c>docs/study.schema.json</c>.</summary>
    public static readonly ImmutableSortedDictionary<string, ImmutableArray<string>> KnownKeys = new Dictionary<string, ImmutableArray<string>>
    {
        [""] = ["study", "task", "space", "precision", "objectives", "constraints", "deadline", "fidelity", "search", "budget", "choose"],
        ["task"] = ["kind", "preset", "data", "source", "target", "image", "text", "columns", "ignore", "labels", "test", "test_labels", "validation", "group", "user", "item", "time", "transform"],
        ["deadline"] = ["frame_rate", "ms"],
        ["fidelity"] = ["epochs"],
        ["search"] = ["algorithm", "without", "seed", "replicates"],
        ["budget"] = ["trials", "time", "workers"],
        ["choose"] = ["rule", "prices"],
        ["objective"] = ["maximize", "minimize", "metric", "direction"],
        ["gene"] = ["int", "real", "list", "choice", "derived", "scale", "multiple", "when"],
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static readonly string[] s_naming = ["maximize", "minimize", "metric"];

    /// <summary>Reads all of it; problems are in the source.</summary>
    public StudySpec Read(YamlMappingNode root)
    {
        var keys = source.Keys(root, "", [.. KnownKeys[""]]);
        var search = Section(keys, "search");
        if (!keys.ContainsKey("task") && !keys.Keys.Any(key => key is "data" or "preset"))
        {
            source.Report(root, "task", "missing; say what to learn from, as in \"task: { data: train.csv, target: label }\" or \"task: { preset: digits }\".");
        }

        return new StudySpec
        {
            Name = keys.TryGetValue("study", out var name) ? source.Text(name, "study") : null,
            Task = keys.TryGetValue("task", out var task) ? Task(task) : new TaskSpec(),
            Space = keys.TryGetValue("space", out var space) ? new SpaceReader(source).Read(space) : [],
            Precisions = keys.TryGetValue("precision", out var precisions) ? [.. source.Items(precisions, "precision").Select(item => source.Text(item.Node, item.Path)).OfType<string>()] : [],
            Objectives = keys.TryGetValue("objectives", out var objectives) ? Objectives(objectives) : [],
            Constraints = keys.TryGetValue("constraints", out var constraints) ? Constraints(constraints) : [],
            Deadline = keys.TryGetValue("deadline", out var deadline) ? Deadline(deadline) : null,
            Epochs = Epochs(Section(keys, "fidelity")),
            Rungs = Rungs(Section(keys, "fidelity")),
            Algorithm = search.TryGetValue("algorithm", out var algorithm) ? source.Text(algorithm, "search.algorithm") ?? "auto" : "auto",
            Without = search.TryGetValue("without", out var without) ? [.. source.Items(without, "search.without").Select(item => source.Text(item.Node, item.Path)).OfType<string>()] : [],
            Seed = search.TryGetValue("seed", out var seed) ? (ulong)(source.Whole(seed, "search.seed", 0, 1L << 53) ?? 1) : 1,
            Replicates = search.TryGetValue("replicates", out var replicates) ? (int)(source.Whole(replicates, "search.replicates", 1) ?? 3) : 3,
            Budget = Budget(Section(keys, "budget")),
            Choose = Choose(Section(keys, "choose")),
        };
    }

    private Dictionary<string, YamlNode> Section(Dictionary<string, YamlNode> keys, string name) =>
        keys.TryGetValue(name, out var node) ? source.Keys(node, name, [.. KnownKeys[name]]) : [];

    private TaskSpec Task(YamlNode node)
    {
        if (node is YamlMappingNode mapping && mapping.Children.Keys.FirstOrDefault(key => key is YamlScalarNode { Value: "evaluate" or "command" }) is { } command)
        {
            source.Report(command, $"task.{command}", "external commands are not supported yet; give data to train on, as in \"data: train.csv\".");
            return new TaskSpec();
        }

        var keys = source.Keys(node, "task", [.. KnownKeys["task"]]);
        var fraction = keys.TryGetValue("test", out var test) && test is YamlScalarNode { Value: { } text } && GeneSpec.IsNumber(text)
            ? source.Number(test, "task.test")
            : null;
        return new TaskSpec
        {
            Kind = Kind(keys),
            Preset = Text(keys, "preset"),
            Data = File(keys, "data"),
            Source = Text(keys, "source"),
            Target = Text(keys, "target"),
            Image = Text(keys, "image"),
            Text = Texts(keys, "text"),
            Columns = Texts(keys, "columns"),
            Ignored = Texts(keys, "ignore"),
            Labels = File(keys, "labels"),
            Test = fraction is null ? File(keys, "test") : null,
            TestFraction = fraction,
            TestLabels = File(keys, "test_labels"),
            Validation = keys.TryGetValue("validation", out var validation) ? source.Number(validation, "task.validation") ?? 0.2 : 0.2,
            Group = Text(keys, "group"),
            User = Text(keys, "user"),
            Item = Text(keys, "item"),
            Time = Text(keys, "time"),
            Transform = keys.TryGetValue("transform", out var transform) ? Transform(transform) : null,
        };
    }

    private TargetTransform? Transform(YamlNode node) => source.Word(node, "task.transform", "a transform of the target", "none", "log") switch
    {
        "none" => TargetTransform.None,
        "log" => TargetTransform.Log,
        _ => null,
    };

    private TaskKind? Kind(Dictionary<string, YamlNode> keys) => keys.TryGetValue("kind", out var kind)
        ? source.Word(kind, "task.kind", "a kind of task", "classification", "image-classification", "text-classification", "regression", "recommendation", "ranking", "translation", "language-model") switch
        {
            null => null,
            "regression" => TaskKind.Regression,
            "recommendation" => TaskKind.Recommendation,
            "ranking" => TaskKind.Ranking,
            "language-model" => TaskKind.LanguageModel,
            "translation" => TaskKind.Translation,
            _ => TaskKind.Classification,
        }
        : null;

    private string? Text(Dictionary<string, YamlNode> keys, string key) => keys.TryGetValue(key, out var node) ? source.Text(node, $"task.{key}") : null;

    private ImmutableArray<string> Texts(Dictionary<string, YamlNode> keys, string key) =>
        keys.TryGetValue(key, out var node) ? [.. source.Items(node, $"task.{key}").Select(item => source.Text(item.Node, item.Path)).OfType<string>()] : [];

    private string? File(Dictionary<string, YamlNode> keys, string key) => Text(keys, key) is { } path ? Path.Combine(folder, path) : null;

    private ImmutableArray<ObjectiveSpec> Objectives(YamlNode node)
    {
        var objectives = ImmutableArray.CreateBuilder<ObjectiveSpec>();
        foreach (var (item, path) in source.Items(node, "objectives"))
        {
            var keys = source.Keys(item, path, [.. KnownKeys["objective"]]);
            if (Objective(item, path, keys) is { } objective)
            {
                objectives.Add(objective);
            }
        }

        return objectives.ToImmutable();
    }

    private ObjectiveSpec? Objective(YamlNode item, string path, Dictionary<string, YamlNode> keys)
    {
        var direction = keys.TryGetValue("direction", out var node) ? source.Word(node, $"{path}.direction", "a direction", "minimize", "maximize") : null;
        var named = s_naming.Where(keys.ContainsKey).ToList();
        if (item is YamlMappingNode && (named.Count != 1 || (node is not null) != (named[0] == "metric")))
        {
            source.Report(item, path, "an objective is { maximize: METRIC } or { minimize: METRIC }.");
            return null;
        }

        var word = direction ?? named.FirstOrDefault();
        return named.Count == 1 && source.Text(keys[named[0]], $"{path}.{named[0]}") is { } metric
            ? new ObjectiveSpec(metric, word == "maximize" ? Direction.Maximize : Direction.Minimize)
            : null;
    }

    private ImmutableArray<string> Constraints(YamlNode node) =>
        [.. source.Items(node, "constraints").Select(item => source.Text(item.Node, item.Path)).OfType<string>()];

    private DeadlineSpec? Deadline(YamlNode node)
    {
        var keys = source.Keys(node, "deadline", [.. KnownKeys["deadline"]]);
        if (keys.Count != 1)
        {
            source.Report(node, "deadline", "a deadline is { frame_rate: 30 } or { ms: 20 }, one of the two.");
            return null;
        }

        var (key, value) = keys.First();
        if (source.Number(value, $"deadline.{key}") is not { } number)
        {
            return null;
        }

        if (number > 0 && double.IsFinite(number))
        {
            return key == "ms" ? new DeadlineSpec(number) : DeadlineSpec.OfFrameRate(number);
        }

        source.Report(value, $"deadline.{key}", FormattableString.Invariant($"{number} is not a number above 0."));
        return null;
    }

    private int? Epochs(Dictionary<string, YamlNode> fidelity)
    {
        if (!fidelity.TryGetValue("epochs", out var node))
        {
            return null;
        }

        if (node is not YamlMappingNode mapping)
        {
            return (int?)source.Whole(node, "fidelity.epochs", 1);
        }

        return RungKeys(mapping).TryGetValue("max", out var most) ? (int?)source.Whole(most, "fidelity.epochs.max", 1) : null;
    }

    private Dictionary<string, YamlNode> RungKeys(YamlNode epochs) => source.Keys(epochs, "fidelity.epochs", "max", "min", "factor");

    private RungSpec? Rungs(Dictionary<string, YamlNode> fidelity)
    {
        if (!fidelity.TryGetValue("epochs", out var node) || node is not YamlMappingNode)
        {
            return null;
        }

        var keys = RungKeys(node);
        return keys.ContainsKey("min") || keys.ContainsKey("factor")
            ? new RungSpec(
                keys.TryGetValue("min", out var least) ? (int)(source.Whole(least, "fidelity.epochs.min", 1) ?? 1) : 1,
                keys.TryGetValue("factor", out var factor) ? (int)(source.Whole(factor, "fidelity.epochs.factor", 2, 1000) ?? RungSpec.UsualFactor) : RungSpec.UsualFactor)
            : null;
    }

    private BudgetSpec Budget(Dictionary<string, YamlNode> keys) => new()
    {
        Trials = keys.TryGetValue("trials", out var trials) ? (int?)source.Whole(trials, "budget.trials", 1) : null,
        Time = keys.TryGetValue("time", out var time) ? Time(time) : null,
        Workers = keys.TryGetValue("workers", out var workers) ? (int?)source.Whole(workers, "budget.workers", 1, 1024) : null,
    };

    private TimeSpan? Time(YamlNode node)
    {
        if (source.Text(node, "budget.time") is not { } text)
        {
            return null;
        }

        if (Durations.TryParse(text, out var time))
        {
            return time;
        }

        source.Report(node, "budget.time", $"\"{text}\" is not a length of time; write it as 90s, 30m or 1h30m.");
        return null;
    }

    private ChooseSpec Choose(Dictionary<string, YamlNode> keys)
    {
        var prices = ImmutableSortedDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        if (keys.TryGetValue("prices", out var node))
        {
            foreach (var (metric, value) in source.Keys(node, "choose.prices", [.. Metrics.All.Select(metric => metric.Name)]))
            {
                prices[metric] = source.Number(value, $"choose.prices.{metric}") ?? 0;
            }
        }

        var rule = keys.TryGetValue("rule", out var word) ? source.Text(word, "choose.rule") : null;
        return new ChooseSpec { Rule = rule ?? "one-standard-error", Prices = prices.ToImmutable() };
    }
}
