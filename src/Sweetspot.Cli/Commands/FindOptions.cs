using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>The flags of <c>find</c>, and how they change a study's definition.</summary>
internal sealed class FindOptions
{
    private static readonly TimeSpan Unlimited = TimeSpan.FromDays(365);

    /// <summary>More trainings than this a core only wait for each other, and each takes some 300 MB.</summary>
    private const int MostWorkersPerCore = 4;

    private readonly Argument<string?> _study = new("study")
    {
        Description = "A built-in data set (digits) or a study file (study.yaml). Leave it out with --data.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _data = new("--data") { Description = "Training data: a CSV or TSV table, IDX images (all also .gz), a folder with a folder of PNG/JPEG per class, or for a language model a text file or a folder of them." };
    private readonly Option<string?> _source = new("--source") { Description = "Column of texts to be translated (or answered) into those of --target; makes the task a translation." };
    private readonly Option<string?> _target = new("--target") { Description = "Column to predict. [default: target, label, class or y; rating, score or stars of a recommendation]" };
    private readonly Option<string?> _image = new("--image") { Description = "Column of a table with paths of image files (PNG, JPEG, BMP, WebP), relative to the table; or an IDX file with an image for each row. [default: IDX images beside the table, by name]" };
    private readonly Option<string[]> _text = Several("--text", "Column of a table that is a text to learn from. Repeated: several, each with a branch of its own. [default: the text where there is nothing else]");
    private readonly Option<string[]> _column = Several("--column", "Column to learn from as number or category, and then no other. May be repeated. [default: all that are of use]");
    private readonly Option<string[]> _ignore = Several("--ignore", "Column not to learn from; \"image\" also leaves out IDX images beside a table. May be repeated.");
    private readonly Option<string?> _labels = new("--labels") { Description = "Label file of IDX images. [default: the sibling by name]" };
    private readonly Option<string?> _test = new("--test") { Description = "Test data, touched once by the finalists: a file, or a share of the data such as 0.2. [default: test-* beside train-*]" };
    private readonly Option<string?> _testLabels = new("--test-labels") { Description = "Label file of IDX test images. [default: the sibling by name]" };
    private readonly Option<string?> _group = new("--group") { Description = "Column (of the table or of *-meta.csv) whose equal values stay on one side of every split." };
    private readonly Option<string?> _user = new("--user") { Description = "Column of users, of a recommendation. [default: user, user_id, userId, …]" };
    private readonly Option<string?> _item = new("--item") { Description = "Column of items, of a recommendation. [default: item, item_id, movieId, …]" };
    private readonly Option<string?> _timeColumn = new("--time-column") { Description = "Column of times (dates or numbers): the newest rows are test data and validation data. [default, of a recommendation: timestamp, time or date, where there is one, within each user]" };
    private readonly Option<string?> _task = Flags.Word("--task", "Kind of task; recommendation without ratings is ranking. [default: inferred from the target]", "classification", "regression", "recommendation", "ranking", "translation", "language-model");
    private readonly Option<string?> _transform = Flags.Word("--target-transform", "Scale of a regression target. [default: log if positive with skewness over 1]", "none", "log");
    private readonly Option<double?> _validation = Flags.Share("--validation", "Share of the training data held out during the search. [default: 0.2]", below: 0.9);
    private readonly Option<string?> _table = new("--table") { Description = "Instead of training, look results up in this CSV or TSV table (also .gz), a row for each training." };
    private readonly Option<string?> _genes = new("--genes") { Description = "Columns of the table to search, separated by commas: h1,h2,h3. Each distinct value is a level." };
    private readonly Option<string?> _cost = new("--cost") { Description = "Column of the table with the seconds that a row took, for the virtual clock." };
    private readonly Option<string?> _known = new("--known") { Description = "Columns of the table that would be known before a training, separated by commas: a search may read them of any row." };
    private readonly Option<string?> _fidelity = new("--fidelity") { Description = "Columns of the table after less training: 'val_acc_{1,5,15,40}'." };
    private readonly Option<bool> _resumable = new("--resumable") { Description = "The levels of --fidelity are one training that goes on, so the next level costs the difference only. [default: each is a training of its own]" };
    private readonly Option<string[]> _where = Several("--where", "Only rows of the table that meet this: 'connected == 1'. May be repeated.");
    private readonly Option<string[]> _maximize = Several("--maximize", "Metric to make larger, for example accuracy. May be repeated.");
    private readonly Option<string[]> _minimize = Several("--minimize", "Metric to make smaller, for example latency_ms. May be repeated.");
    private readonly Option<string[]> _constraint = Several("--constraint", "A limit: \"parameters <= 2e6\", \"latency_ms <= 5\", \"within(accuracy, 1%)\". May be repeated.");
    private readonly Option<double?> _frameRate = Flags.Above("--frame-rate", "Frames a second that must be answered one by one: the deadline of missed_deadlines, and the limit missed_deadlines <= 0.01 unless you give your own.");
    private readonly Option<double?> _deadline = Flags.Above("--deadline", "The same deadline in milliseconds.");
    private readonly Option<bool> _compress = new("--compress") { Description = "Search pruned and distilled models too (genes prune and distill), and say whether that beats training the smaller model." };
    private readonly Option<string[]> _precision = Several("--precision", "Numbers to compute in: fp32, bf16 (training, of mlp, cnn and linear only), int8-dynamic, int8-static, int8. Repeated: all are searched. [default: by the data]");
    private readonly Option<string?> _search = new("--search") { Description = $"Search algorithm: {string.Join(", ", SearchAlgorithms.Names)}. [default: auto]" };
    private readonly Option<string[]> _without = Several("--without", $"A part of auto to switch off: {string.Join(", ", SearchParts.Names)}. May be repeated.");
    private readonly Option<ulong?> _seed = Flags.Whole<ulong>("--seed", "The study's seed. [default: 1]", 0);
    private readonly Option<int?> _epochs = Flags.Whole("--epochs", "Most epochs of one training, the same for all sizes. [default: by the size of the data]", 1);
    private readonly Option<double?> _compute = Flags.Parsed<double?>(
        "--compute", "FLOPs of one training of a language model, the same for all sizes: 2e12. [default: by --time and --workers, so that more time trains longer]",
        "is not a number of FLOPs; write 2e12", text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var flops) && flops is >= 1e6 and < 1e24 ? flops : null);
    private readonly Option<int?> _replicates = Flags.Whole("--replicates", "Fresh seeds for each finalist (5 folds are used under 5,000 rows). [default: 3]", 1);
    private readonly Option<int?> _trials = Flags.Whole("--trials", "Trainings to make, a candidate each; with levels of training, one at any level counts. [default: 60; without limit where only --time is given]", 1);
    private readonly Option<TimeSpan?> _time = Flags.Parsed<TimeSpan?>(
        "--time", "Time for everything: 90s, 10m, 1h30m. [default: 75s for digits, 8m for several kinds of data together, else 3m; without limit where only --trials is given]",
        "is not a length of time; write 90s, 10m or 1h30m", text => Durations.TryParse(text, out var time) ? time : null);
    private readonly Option<int?> _workers = Flags.Whole("--workers", "Trainings side by side, one thread each. [default: one a core]", 1, MostWorkersPerCore * Environment.ProcessorCount);
    private readonly Option<string?> _rule = Flags.Word("--rule", "How one size is chosen: one-standard-error, knee, utility. [default: one-standard-error]", "one-standard-error", "knee", "utility");
    private readonly Option<string[]> _price = Flags.Prices("--price", "Price of the utility rule, NAME=PRICE a unit: accuracy=1000, latency_ms=2. May be repeated.");
    private readonly Option<bool> _new = new("--new") { Description = "Start afresh although this study was run before." };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Show the data, the space, memory and time; train nothing." };
    private readonly Option<bool> _json = new("--json") { Description = "Print the result as one JSON document." };
    private readonly Option<string?> _report = new("--report") { Description = "Where the HTML report goes. [default: sweetspot-report.html]" };

    public void AddTo(Command command)
    {
        command.Add(_study);
        foreach (var option in (Option[])
            [_table, _genes, _cost, _known, _fidelity, _resumable, _where, _data, _source, _target, _image, _text, _column, _ignore, _labels, _test, _testLabels, _group, _user, _item, _timeColumn, _task, _transform, _validation, _maximize, _minimize, _constraint, _frameRate, _deadline, _rule, _price,
             _compress, _precision, _search, _without, _seed, _epochs, _compute, _replicates, _trials, _time, _workers, _new, _dryRun, _json, _report])
        {
            command.Add(option);
        }
    }

    public bool IsNew(ParseResult parsed) => parsed.GetValue(_new);

    public bool IsDryRun(ParseResult parsed) => parsed.GetValue(_dryRun);

    public bool IsJson(ParseResult parsed) => parsed.GetValue(_json);

    public string? Report(ParseResult parsed) => parsed.GetValue(_report);

    /// <summary>What was named to find a size for: a study file or a built-in data set.</summary>
    public string? Named(ParseResult parsed) => parsed.GetValue(_study);

    /// <summary>Path of the table to look results up in; null where models are trained.</summary>
    public string? Table(ParseResult parsed) => parsed.GetValue(_table);

    /// <summary>What the arguments ask of a table.</summary>
    public TableRun ReadTable(ParseResult parsed)
    {
        Option[] others = [_data, _target, _text, _labels, _test, _testLabels, _group, _user, _item, _timeColumn, _task, _transform, _validation, _epochs, _replicates, _frameRate, _deadline, _new, _report];
        List<string> problems = [.. others.Where(option => parsed.GetResult(option) is { Implicit: false }).Select(option => $"{option.Name} is not for --table: nothing is trained or stored; leave it out.")];
        if (parsed.GetValue(_study) is { } study)
        {
            problems.Add($"\"{study}\" and --table name two things to search; give one of them.");
        }

        if (parsed.GetValue(_time) is not null && parsed.GetValue(_cost) is null)
        {
            problems.Add("--time limits the virtual time of a table: name its column of seconds with --cost.");
        }

        if (parsed.GetValue(_search) == RunLadder.Algorithm)
        {
            problems.Add("--search ladder trains sizes on several amounts of data; the runs of a table are there already: fit a law to them with sweetspot fit.");
        }

        if (parsed.GetValue(_search) is { } search && !SearchAlgorithms.Names.Contains(search))
        {
            problems.Add($"--search: {SearchAlgorithms.Unknown(search)}");
        }

        if (parsed.GetValue(_search) == "halving" && parsed.GetValue(_fidelity) is null)
        {
            problems.Add("--search halving needs levels of training: name their columns with --fidelity.");
        }

        if (parsed.GetValue(_resumable) && parsed.GetValue(_fidelity) is null)
        {
            problems.Add("--resumable is about the levels of --fidelity; name them, or leave it out.");
        }

        problems.AddRange(SearchParts.Problems(parsed.GetValue(_search) ?? "auto", Without(parsed)).Select(problem => $"--without: {problem}"));

        return new TableRun
        {
            Problems = problems,
            Spec = new TableSpec
            {
                Genes = Names(parsed.GetValue(_genes)),
                Known = Names(parsed.GetValue(_known)),
                Objectives = Objectives([], parsed),
                Cost = parsed.GetValue(_cost),
                Fidelity = parsed.GetValue(_fidelity),
                Where = [.. parsed.GetValue(_where) ?? []],
                Constraints = [.. parsed.GetValue(_constraint) ?? []],
            },
            Algorithm = parsed.GetValue(_search) ?? "auto",
            Without = Without(parsed),
            IsResumable = parsed.GetValue(_resumable),
            Seed = parsed.GetValue(_seed) ?? 1,
            Trials = parsed.GetValue(_trials),
            Time = parsed.GetValue(_time),
            Workers = parsed.GetValue(_workers) ?? 1,
            Choose = new ChooseSpec
            {
                Rule = parsed.GetValue(_rule) ?? new ChooseSpec().Rule,
                Prices = new ChooseSpec().Prices.SetItems(Prices.Parse(parsed.GetValue(_price) ?? [])),
            },
        };
    }

    /// <summary>Parts to switch off: several flags, or several words in one.</summary>
    private ImmutableArray<string> Without(ParseResult parsed) => [.. (parsed.GetValue(_without) ?? []).SelectMany(words => Names(words))];

    private static ImmutableArray<string> Names(string? list) => [.. (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    /// <summary>What of a table was given without one.</summary>
    private IEnumerable<string> WithoutTable(ParseResult parsed) => ((Option[])[_genes, _cost, _known, _fidelity, _resumable, _where])
        .Where(option => parsed.GetResult(option) is { Implicit: false }).Select(option => $"{option.Name} is for --table; name the table, or leave it out.");

    /// <summary>The study that the arguments define, and the folder that its paths are relative to.</summary>
    /// <exception cref="UserInputException">Every problem with the arguments or the study file.</exception>
    public (StudySpec Spec, string Folder) Read(ParseResult parsed)
    {
        if (WithoutTable(parsed).ToList() is { Count: > 0 } problems)
        {
            throw new UserInputException(problems);
        }

        var (spec, folder) = Base(parsed.GetValue(_study), parsed.GetValue(_data));
        spec = spec with
        {
            Task = WithTask(spec.Task, parsed),
            Objectives = Objectives(spec.Objectives, parsed),
            Constraints = [.. spec.Constraints, .. parsed.GetValue(_constraint) ?? []],
            Deadline = Deadline(parsed) ?? spec.Deadline,
            Compress = parsed.GetValue(_compress) || spec.Compress,
            Precisions = parsed.GetValue(_precision) is { Length: > 0 } precisions ? [.. precisions.SelectMany(words => words.Split(','))] : spec.Precisions,
            Algorithm = parsed.GetValue(_search) ?? spec.Algorithm,
            Without = Without(parsed) is { IsEmpty: false } without ? without : spec.Without,
            Seed = parsed.GetValue(_seed) ?? spec.Seed,
            Epochs = parsed.GetValue(_epochs) ?? spec.Epochs,
            Compute = parsed.GetValue(_compute) ?? spec.Compute,
            Replicates = parsed.GetValue(_replicates) ?? spec.Replicates,
            Budget = Alone(new BudgetSpec
            {
                Trials = parsed.GetValue(_trials) ?? spec.Budget.Trials,
                Time = parsed.GetValue(_time) ?? spec.Budget.Time,
                Workers = parsed.GetValue(_workers) ?? spec.Budget.Workers,
            }),
            Choose = new ChooseSpec
            {
                Rule = parsed.GetValue(_rule) ?? spec.Choose.Rule,
                Prices = spec.Choose.Prices.SetItems(Prices.Parse(parsed.GetValue(_price) ?? [])),
            },
        };
        return (spec, folder);
    }

    private static (StudySpec Spec, string Folder) Base(string? study, string? data)
    {
        var here = Environment.CurrentDirectory;
        if (study is null)
        {
            return data is not null
                ? (new StudySpec { Task = new TaskSpec { Data = data } }, here)
                : throw new UserInputException("nothing to find a size for: name a built-in data set (sweetspot find digits), a study file, or data (--data train.csv --target label).");
        }

        if (study.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || study.EndsWith(".yml", StringComparison.OrdinalIgnoreCase))
        {
            return (StudyFile.Load(study), Path.GetDirectoryName(Path.GetFullPath(study)) ?? here);
        }

        if (data is null && Path.Exists(study))
        {
            throw new UserInputException($"\"{study}\" is not a study file (.yaml) or a built-in data set; if it is your data, write: sweetspot find --data {study}");
        }

        return data is null
            ? (new StudySpec { Task = new TaskSpec { Preset = study } }, here)
            : throw new UserInputException($"\"{study}\" and --data name two data sets; give one of them.");
    }

    private TaskSpec WithTask(TaskSpec task, ParseResult parsed) => task with
    {
        Kind = parsed.GetValue(_task) is { } kind ? TaskKinds.Parse(kind) : task.Kind,
        Data = parsed.GetValue(_data) is { } data ? Path.GetFullPath(data) : task.Data,
        Source = parsed.GetValue(_source) ?? task.Source,
        Target = parsed.GetValue(_target) ?? task.Target,
        Text = parsed.GetValue(_text) is { Length: > 0 } text ? [.. text] : task.Text,
        Image = parsed.GetValue(_image) ?? task.Image,
        Columns = parsed.GetValue(_column) is { Length: > 0 } columns ? [.. columns] : task.Columns,
        Ignored = parsed.GetValue(_ignore) is { Length: > 0 } ignored ? [.. ignored] : task.Ignored,
        Labels = Full(parsed.GetValue(_labels)) ?? task.Labels,
        Test = parsed.GetValue(_test) is not { } test ? task.Test : Fraction(test) is null ? Full(test) : null,
        TestFraction = parsed.GetValue(_test) is { } share ? Fraction(share) : task.TestFraction,
        TestLabels = Full(parsed.GetValue(_testLabels)) ?? task.TestLabels,
        Validation = parsed.GetValue(_validation) ?? task.Validation,
        Group = parsed.GetValue(_group) ?? task.Group,
        User = parsed.GetValue(_user) ?? task.User,
        Item = parsed.GetValue(_item) ?? task.Item,
        Time = parsed.GetValue(_timeColumn) ?? task.Time,
        Transform = parsed.GetValue(_transform) is { } transform ? Enum.Parse<TargetTransform>(transform, ignoreCase: true) : task.Transform,
    };

    private DeadlineSpec? Deadline(ParseResult parsed) => (parsed.GetValue(_frameRate), parsed.GetValue(_deadline)) switch
    {
        ({ } rate, null) => DeadlineSpec.OfFrameRate(rate),
        (null, { } milliseconds) => new DeadlineSpec(milliseconds),
        (null, null) => null,
        _ => throw new UserInputException("--frame-rate and --deadline both give the deadline; give one of them."),
    };

    private ImmutableArray<ObjectiveSpec> Objectives(ImmutableArray<ObjectiveSpec> fromFile, ParseResult parsed)
    {
        ImmutableArray<ObjectiveSpec> given =
        [
            .. (parsed.GetValue(_maximize) ?? []).Select(name => new ObjectiveSpec(name, Direction.Maximize)),
            .. (parsed.GetValue(_minimize) ?? []).Select(name => new ObjectiveSpec(name, Direction.Minimize)),
        ];
        return given.IsEmpty ? fromFile : given;
    }

    /// <summary>A budget of trials alone, or of time alone, is not cut short by the other's default.</summary>
    private static BudgetSpec Alone(BudgetSpec budget) => budget switch
    {
        { Trials: not null, Time: null } => budget with { Time = Unlimited },
        { Trials: null, Time: not null } => budget with { Trials = int.MaxValue },
        _ => budget,
    };

    /// <summary>A share of the data; null where the text is no number, or names a file.</summary>
    private static double? Fraction(string test) =>
        !Path.Exists(test) && double.TryParse(test, NumberStyles.Float, CultureInfo.InvariantCulture, out var share)
            ? share is > 0 and < 0.9 ? share : throw new UserInputException($"--test: \"{test}\" is neither a file nor a share of the data between 0 and 0.9, such as 0.2.")
            : null;

    private static string? Full(string? path) => path is null ? null : Path.GetFullPath(path);

    private static Option<string[]> Several(string name, string description) =>
        new(name) { Description = description, Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false };
}
