using System.CommandLine;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>The options of <c>plan</c>, and the question that they make.</summary>
internal sealed class PlanOptions
{
    /// <summary>Tokens of a prompt or an answer: both together can still be counted.</summary>
    private const int MostTokens = 1_000_000_000;

    /// <summary>Ids, and one for unknown ones, that can still be counted.</summary>
    private const int MostIds = 2_000_000_000;

    private readonly Option<double?> _budget = Amount("--budget", "FLOPs to spend on training (and on --serve-tokens): 1e21.", "flops");
    private readonly Option<double?> _targetLoss = Flags.Above("--target-loss", "Loss to reach with as little as possible, in the law's unit.");
    private readonly Option<double?> _unique = Amount("--unique-tokens", "Different tokens of training data there are: 20B. More are seen again, which is worth less.", "tokens");
    private readonly Option<double?> _epochs = Flags.Above("--max-epochs", $"How often data may be seen. [default: {PlanQuestion.UsualEpochs}, as far as the law of repeated data was seen to hold]");
    private readonly Option<double?> _serve = Amount("--serve-tokens", "Tokens to answer over the model's life: 2T. Smaller models trained longer then pay.", "tokens");
    private readonly Option<string?> _hardware = new("--hardware") { Description = "The device to train on, by name (H100, A100-80) or from a JSON file of yours.", HelpName = "name or file" };
    private readonly Option<int?> _devices = Flags.Whole<int>("--devices", "How many there are. [default: as many as are best]", 1, 1_000_000);
    private readonly Option<double?> _days = Flags.Above("--days", $"Days that training may take. [default: {PlanQuestion.UsualDays} where devices are free]");
    private readonly Option<double?> _hours = Amount("--device-hours", "Hours of one device to spend.", "hours");
    private readonly Option<double?> _money = Amount("--money", "US dollars to spend on training.", "usd");
    private readonly Option<double?> _price = Flags.Above("--price", "US dollars of one device for an hour. [default: the catalogue's, with its source]");
    private readonly Option<double?> _tokens = Amount("--tokens", "Tokens to train on: 1T. With --model: the least hardware for that.", "tokens");
    private readonly Option<string?> _precision = Flags.Word("--precision", "Numbers that products are computed in. [default: bf16, or the next wider one that the device has]", [.. PlanQuestion.Formats.Select(NumberFormats.Name)]);
    private readonly Option<double?> _stepTokens = Amount("--batch-tokens", "Tokens of a training step. [default: by the rule of DeepSeek-AI 2024, arXiv:2401.02954]", "tokens");
    private readonly Option<double?> _ttft = Time("--ttft", "Longest wait for an answer's first token: 300ms.");
    private readonly Option<double?> _tpot = Time("--tpot", "Longest time between an answer's tokens: 30ms.");
    private readonly Option<double?> _requests = Amount("--requests-per-day", "Requests a day, spread evenly: 1M. [default: one at a time]", "requests");
    private readonly Option<int?> _prompt = Flags.Whole<int>("--prompt", "Tokens of a prompt. [default: 1024]", 1, MostTokens);
    private readonly Option<int?> _generated = Flags.Whole<int>("--generated", "Tokens of an answer. [default: 256]", 1, MostTokens);
    private readonly Option<string?> _serveHardware = new("--serve-hardware") { Description = "The device that answers, by name or file. [default: that of --hardware]", HelpName = "name or file" };
    private readonly Option<string?> _weights = Flags.Word("--weights", "How weights are kept when answering. [default: bf16]", [.. WeightFormat.All.Select(format => format.Name)]);
    private readonly Option<string?> _task = Flags.Word("--task", "What the model is for. [default: language]", "language", "image-classification", "recommendation");
    private readonly Option<double?> _images = Amount("--images", "Labelled images there are: 10M.", "images");
    private readonly Option<double?> _flopsPerSecond = Amount("--flops-per-second", "Peak FLOP/s of all that trains and answers, where no --hardware is named: 1000e12.", "flops");
    private readonly Option<double?> _utilization = Flags.Share("--utilization", $"Share of --flops-per-second that is reached. [default: {ImageQuestion.UsualUtilization}]", 1.0000001);
    private readonly Option<double?> _imagesPerSecond = Amount("--images-per-second", "Images to answer a second.", "images");
    private readonly Option<int?> _classes = Flags.Whole<int>("--classes", "Classes of images. [default: 1000]", 2);
    private readonly Option<int?> _pixels = Flags.Whole<int>("--image-size", "Pixels of an image's side. [default: 224]", 32, 1024);
    private readonly Option<int?> _users = Flags.Whole<int>("--users", "Different users there are (--task recommendation).", 1, MostIds);
    private readonly Option<int?> _items = Flags.Whole<int>("--items", "Different items there are.", 1, MostIds);
    private readonly Option<int?> _ratings = Flags.Whole<int>("--ratings", "Ratings to learn from.", 1, MostIds);
    private readonly Option<string?> _family = Flags.Word("--family", $"Family of a model of ratings, which the law's runs were of. [default: {RatingShape.Families[0]}]", [.. RatingShape.Families]);
    private readonly Option<int[]?> _hidden = Flags.Numbers("--hidden", $"Units of its hidden layers, of ncf and towers: 64,32. [default: {RatingShape.DefaultUnits}]");
    private readonly Option<double?> _at = Amount("--at", "Size to ask a learning curve of your own runs about (--law curve.json): 1M.", "size");
    private readonly Option<double?> _targetError = Flags.Above("--target-error", "Error to reach, by a learning curve of your own runs, or of --task recommendation.");
    private readonly Option<string?> _law = new("--law") { Description = $"A published law ({string.Join(", ", PublishedLaw.All.Select(law => law.Name))}) or a file that fit --json wrote of your own runs; for images, ratings and curves such a file only. [default: {PublishedLaw.Default.Name}]", HelpName = "name or file" };
    private readonly Option<int?> _vocabulary = Flags.Whole<int>("--vocabulary", $"Rows of the token table. [default: {DecoderShapes.UsualVocabulary}]", 2);
    private readonly Option<string?> _config = new("--config") { Description = "A config.json as Hugging Face's transformers writes it, or the folder that holds it.", HelpName = "file" };
    private readonly Option<string?> _model = new("--model") { Description = "A published model by name, such as llama-3-8b, resnet-50 or vit-b-16.", HelpName = "name" };
    private readonly Option<int?> _context = Flags.Whole<int>("--context", $"Tokens of a sequence. [default: {PlanDocument.UsualContext}, in training {PlanQuestion.UsualContext}; or the longest that the model knows where that is less]", 1);
    private readonly Option<int?> _batch = Flags.Whole<int>("--batch", "Sequences served at a time. [default: 1]", 1);
    private readonly Option<string?> _plot = PlotFile.Option("Draw the answer to this SVG or PNG file: loss by size, the law, the front, memory, a step's time.");
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON document." };

    public PlanOptions()
    {
        (_prompt.HelpName, _generated.HelpName, _classes.HelpName, _pixels.HelpName, _weights.HelpName, _task.HelpName, _utilization.HelpName) = ("tokens", "tokens", "n", "pixels", "format", "task", "share");
        (_users.HelpName, _items.HelpName, _ratings.HelpName, _targetError.HelpName, _family.HelpName, _hidden.HelpName) = ("n", "n", "n", "error", "family", "units");
        (_devices.HelpName, _days.HelpName, _price.HelpName, _precision.HelpName) = ("n", "days", "usd", "format");
        (_targetLoss.HelpName, _epochs.HelpName, _vocabulary.HelpName, _context.HelpName, _batch.HelpName) = ("loss", "epochs", "rows", "tokens", "sequences");
    }

    public IEnumerable<Option> All => [_budget, _targetLoss, _hardware, _devices, _days, _hours, _money, _price, _tokens, _unique, _epochs, _serve, _requests, _prompt, _generated, _ttft, _tpot, _serveHardware, _weights, _precision, _stepTokens, _law, _vocabulary, _task, _images, _imagesPerSecond, _flopsPerSecond, _utilization, _classes, _pixels, _users, _items, _ratings, _family, _hidden, _at, _targetError, _model, _config, _context, _batch, _plot, _json];

    /// <summary>What is read, where it is a file.</summary>
    public IEnumerable<string?> Inputs(ParseResult parsed) => new[] { _law, _config, _hardware, _serveHardware }.Select(parsed.GetValue);

    public string? Plot(ParseResult parsed) => parsed.GetValue(_plot);

    public bool IsJson(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>The question; all that is contradictory is told at once.</summary>
    /// <exception cref="UserInputException">Nothing is asked, or it contradicts itself.</exception>
    public IPlanQuestion Question(ParseResult parsed)
    {
        if (parsed.GetValue(_task) is "image-classification")
        {
            return Images(parsed);
        }

        Refuse(parsed, "goes with --task image-classification only", _images, _imagesPerSecond, _flopsPerSecond, _utilization, _classes, _pixels);
        if (parsed.GetValue(_task) is "recommendation")
        {
            return Recommender(parsed);
        }

        Refuse(parsed, "goes with --task recommendation only", _users, _items, _ratings, _family, _hidden);
        if (IsGiven(parsed, _at) || IsGiven(parsed, _targetError))
        {
            return Curve(parsed);
        }

        var isModel = parsed.GetValue(_model) is not null || parsed.GetValue(_config) is not null;
        var isTrained = _trained.Any(option => IsGiven(parsed, option));
        if (isModel && !isTrained && Demand(parsed) is { } demand)
        {
            Refuse(parsed, "asks for a size, but --model and --config name one", _budget, _targetLoss, _unique, _epochs, _serve, _law, _vocabulary);
            return new ServeQuestion(Decoder(parsed), demand);
        }

        return isModel && !isTrained ? Count(parsed) : isTrained ? Training(parsed) : Size(parsed);
    }

    private Option[] _trained => [_hardware, _devices, _days, _hours, _money, _price, _tokens, _precision, _stepTokens];

    private static bool IsGiven(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    private CurvePlanQuestion Curve(ParseResult parsed)
    {
        Refuse(parsed, "does not go with --at and --target-error, which ask a learning curve", [.. All.Except([_law, _at, _targetError, _plot, _json])]);
        return (parsed.GetValue(_law), parsed.GetValue(_at), parsed.GetValue(_targetError)) switch
        {
            (null, _, _) => throw new UserInputException("plan: --at and --target-error ask a learning curve of your own runs; name it by --law curve.json (sweetspot fit curve.csv --size COL --error COL --json > curve.json)."),
            (_, not null, not null) => throw new UserInputException("plan: --at asks for the error and --target-error for the size; give one of them."),
            ({ } law, var size, var target) => new CurvePlanQuestion(new CurveQuestion(OwnLaw.Read(law), size, target)),
        };
    }

    private RecommenderPlanQuestion Recommender(ParseResult parsed)
    {
        Refuse(parsed, "does not go with --task recommendation", [.. All.Except([_task, _users, _items, _ratings, _family, _hidden, _targetError, _law, _plot, _json])]);
        var family = parsed.GetValue(_family) ?? RatingShape.Families[0];
        if (family == RatingShape.Families[0])
        {
            Refuse(parsed, $"goes with --family ncf and towers; {family} has no layers", _hidden);
        }

        var law = parsed.GetValue(_law) ?? throw new UserInputException("plan: there is no public law of recommenders, whose error depends on whose clicks they are; measure a ladder of yours (sweetspot find --data RATINGS --task recommendation --search ladder, then sweetspot fit STUDY --json > law.json) and give that by --law law.json.");
        return parsed.GetValue(_users) is { } users && parsed.GetValue(_items) is { } items
            ? new RecommenderPlanQuestion(new RecommenderQuestion
            {
                Law = OwnLaw.Read(law),
                Family = family,
                Hidden = parsed.GetValue(_hidden) is { Length: > 0 } units ? [.. units] : [RatingShape.DefaultUnits],
                Users = users,
                Items = items,
                Ratings = parsed.GetValue(_ratings),
                TargetError = parsed.GetValue(_targetError),
            })
            : throw new UserInputException("plan: --task recommendation needs --users N and --items N, whose tables make the size.");
    }

    private ImagePlanQuestion Images(ParseResult parsed)
    {
        Refuse(parsed, "does not go with --task image-classification", _budget, _targetLoss, _unique, _tokens, _serve, _vocabulary, _model, _config, _context, _batch, _users, _items, _ratings, _family, _hidden, _at, _targetError, _ttft, _tpot, _requests, _prompt, _generated, _weights, _hours, _money, _price, _precision, _stepTokens);
        if (parsed.GetValue(_images) is not { } images)
        {
            throw new UserInputException("plan: --task image-classification needs --images N, the labelled images there are.");
        }

        var hardware = parsed.GetValue(_hardware) is { } name ? Device(name, "--hardware") : null;
        if (hardware is not null)
        {
            Refuse(parsed, "goes with --flops-per-second; a named device has its own rates", _flopsPerSecond, _utilization);
        }
        else
        {
            Refuse(parsed, "counts devices, so name them by --hardware", _devices);
        }

        var devices = parsed.GetValue(_devices) ?? 1;
        var rate = hardware is null ? parsed.GetValue(_flopsPerSecond) : devices * hardware.PeakFlops(hardware.ComputeFormat(Planning.NumberFormat.Bf16));
        return new ImagePlanQuestion(new ImageQuestion
        {
            Images = images,
            Hardware = hardware,
            Devices = devices,
            ServingHardware = parsed.GetValue(_serveHardware) is { } served ? Device(served, "--serve-hardware") : null,
            FlopsPerSecond = rate ?? throw new UserInputException("plan: --task image-classification needs --flops-per-second, or --hardware with --devices."),
            MostEpochs = parsed.GetValue(_epochs) ?? PlanQuestion.UsualEpochs,
            Utilization = parsed.GetValue(_utilization) ?? ImageQuestion.UsualUtilization,
            Days = parsed.GetValue(_days),
            ImagesPerSecond = parsed.GetValue(_imagesPerSecond),
            Classes = parsed.GetValue(_classes) ?? 1000,
            Pixels = parsed.GetValue(_pixels) ?? 224,
            Law = parsed.GetValue(_law) is { } law ? new OwnVisionLaw(OwnLaw.Read(law), images) : VisionLaw.Published,
        });
    }

    /// <summary>How the model is to answer; null where nothing says.</summary>
    private ServingDemand? Demand(ParseResult parsed)
    {
        if (new Option[] { _ttft, _tpot, _requests, _prompt, _generated, _serveHardware, _weights }.All(option => !IsGiven(parsed, option)))
        {
            return null;
        }

        var (name, option) = parsed.GetValue(_serveHardware) is { } served ? (served, "--serve-hardware") : (parsed.GetValue(_hardware), "--hardware");
        return new ServingDemand
        {
            Hardware = Device(name ?? throw new UserInputException("plan: say what answers, by --serve-hardware NAME, such as H100."), option),
            Weights = WeightFormat.Find(parsed.GetValue(_weights) ?? "bf16"),
            Prompt = parsed.GetValue(_prompt) ?? 1024,
            Generated = parsed.GetValue(_generated) ?? 256,
            FirstTokenSeconds = parsed.GetValue(_ttft),
            PerTokenSeconds = parsed.GetValue(_tpot),
            RequestsPerDay = parsed.GetValue(_requests),
        };
    }

    private TrainingQuestion Training(ParseResult parsed)
    {
        if (parsed.GetValue(_hardware) is not { } name)
        {
            throw new UserInputException($"plan: {_trained.First(option => IsGiven(parsed, option)).Name} needs --hardware NAME, such as H100; sweetspot machine --list shows all.");
        }

        Refuse(parsed, "goes with --model or --config alone", _batch);
        CheckEpochs(parsed);
        var model = parsed.GetValue(_model) is not null || parsed.GetValue(_config) is not null ? Decoder(parsed) : null;
        var hardware = Device(name, "--hardware");
        var question = Common(parsed) with
        {
            Hardware = hardware,
            Devices = parsed.GetValue(_devices),
            Days = parsed.GetValue(_days),
            DeviceHours = parsed.GetValue(_hours),
            Usd = parsed.GetValue(_money),
            UsdPerHour = parsed.GetValue(_price),
            Tokens = parsed.GetValue(_tokens),
            Model = model,
            Context = parsed.GetValue(_context) ?? Math.Min(PlanQuestion.UsualContext, model is { LongestContext: > 0 and var longest } ? longest : int.MaxValue),
            BatchTokens = parsed.GetValue(_stepTokens),
            Format = Precision(parsed, hardware),
        };
        return new TrainingQuestion(Checked(question));
    }

    /// <summary>The format that was asked, which the device must have; or 16 bits, or what the device has instead.</summary>
    private Planning.NumberFormat Precision(ParseResult parsed, Hardware hardware)
    {
        if (parsed.GetValue(_precision) is not { } name)
        {
            return hardware.ComputeFormat(Planning.NumberFormat.Bf16);
        }

        var format = NumberFormats.Find(name)!.Value; // the option takes no other
        return hardware.TryPeak(format) is not null ? format : throw new UserInputException(
            $"--precision: {hardware.Name} has no {name} units; use {string.Join(" or ", PlanQuestion.Formats.Where(known => hardware.TryPeak(known) is not null).Select(NumberFormats.Name))}.");
    }

    private static PlanQuestion Checked(PlanQuestion question)
    {
        var problems = new List<string>();
        if (question is { TargetLoss: not null, Tokens: not null })
        {
            problems.Add("plan: --target-loss asks how many tokens are needed and --tokens says; give one of them.");
        }

        if (question is { TargetLoss: null, Tokens: null, Flops: null, Usd: null, DeviceHours: null, Devices: null })
        {
            problems.Add("plan: say what there is (--devices with --days, --money, --device-hours or --budget) or what is wanted (--target-loss, or --model with --tokens).");
        }

        if (question.Model is null && question.Tokens is not null && question is { Flops: null, Usd: null, DeviceHours: null, Devices: null })
        {
            problems.Add("plan: --tokens alone leaves the size open; give --model, or a budget (--devices with --days, --money, --budget).");
        }

        if (question is { Usd: not null, Price: null })
        {
            problems.Add($"plan: --money needs a price, and none is known of {question.Hardware!.Name}; give --price USD, dollars of one device for an hour.");
        }

        if (question is { Devices: not null, Days: null, DeviceHours: null, Usd: null, Flops: null, TargetLoss: null, Tokens: null })
        {
            problems.Add("plan: --devices without a time trains for ever; give --days, --device-hours, --money or --budget.");
        }

        return problems.Count > 0 ? throw new UserInputException(problems) : question;
    }

    private static Hardware Device(string name, string option)
    {
        try
        {
            return name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || File.Exists(name)
                ? HardwareCatalogue.Read(name) is [var only] ? only : throw new UserInputException($"{name}: describes several devices; give a file with one.")
                : HardwareCatalogue.Find(name);
        }
        catch (UserInputException exception)
        {
            throw new UserInputException(exception.Problems.Select(problem => $"{option}: {problem}"));
        }
    }

    private TransformerArchitecture Decoder(ParseResult parsed) => Known(parsed) as TransformerArchitecture is { Kind: "decoder" } decoder
        ? decoder
        : throw new UserInputException("plan: only decoders are planned on devices; of other models, leave out the hardware and their needs are counted.");

    private CountQuestion Count(ParseResult parsed)
    {
        Refuse(parsed, "asks for a size, but --model and --config name one", _budget, _targetLoss, _unique, _epochs, _serve, _law, _vocabulary);
        var architecture = Known(parsed);
        if (architecture.Unit != "token")
        {
            Refuse(parsed, $"is the length of a text, and {architecture.Name} takes {architecture.Unit}s", _context);
        }

        return new CountQuestion(new PlanResult(architecture, Context(parsed, architecture), parsed.GetValue(_batch) ?? 1));
    }

    private Architecture Known(ParseResult parsed) => (parsed.GetValue(_config), parsed.GetValue(_model)) switch
    {
        (string path, null) => ConfigFile.Read(path),
        (null, string name) => ModelCatalogue.Find(name),
        _ => throw new UserInputException("plan: --config and --model name two models; give one of them."),
    };

    /// <summary>That what limits repetition is given only where data can be repeated.</summary>
    private void CheckEpochs(ParseResult parsed)
    {
        if (parsed.GetValue(_unique) is null)
        {
            Refuse(parsed, "limits how often data is seen, so say how much there is by --unique-tokens", _epochs);
        }
    }

    private SizeQuestion Size(ParseResult parsed)
    {
        Refuse(parsed, "goes with --model or --config only", _context, _batch);
        CheckEpochs(parsed);
        switch (parsed.GetValue(_budget), parsed.GetValue(_targetLoss))
        {
            case (null, null):
                throw new UserInputException("plan: say what there is, by --budget FLOPS, or what to reach, by --target-loss LOSS; or which model, by --model llama-3-8b or --config config.json"
                    + (parsed.GetValue(_law) is null ? "." : "; a learning curve of your own runs is asked by --at SIZE or --target-error ERROR."));
            case (not null, not null):
                throw new UserInputException("plan: --budget asks for the best loss and --target-loss for the least budget; give one of them.");
        }

        if (parsed.GetValue(_targetLoss) is not null && Demand(parsed) is not null)
        {
            throw new UserInputException("plan: with --target-loss, limits of answering need --hardware too: name what trains.");
        }

        return new SizeQuestion(Common(parsed));
    }

    /// <summary>What is asked with and without hardware.</summary>
    private PlanQuestion Common(ParseResult parsed) => new()
    {
        Law = parsed.GetValue(_law) is { } law ? PlanLaw.Find(law) : PlanLaw.Default,
        Flops = parsed.GetValue(_budget),
        TargetLoss = parsed.GetValue(_targetLoss),
        UniqueTokens = parsed.GetValue(_unique),
        MostEpochs = parsed.GetValue(_epochs) ?? PlanQuestion.UsualEpochs,
        AnsweredTokens = parsed.GetValue(_serve) ?? 0,
        Vocabulary = parsed.GetValue(_vocabulary) ?? DecoderShapes.UsualVocabulary,
        Serving = Demand(parsed),
    };

    private static void Refuse(ParseResult parsed, string why, params Option[] options)
    {
        var problems = options.Where(option => parsed.GetResult(option) is { Implicit: false }).Select(option => $"{option.Name}: {why}.").ToList();
        if (problems.Count > 0)
        {
            throw new UserInputException(problems);
        }
    }

    private int Context(ParseResult parsed, Architecture architecture)
    {
        var longest = (architecture as TransformerArchitecture)?.LongestContext ?? 0;
        return parsed.GetValue(_context) ?? (longest > 0 ? Math.Min(PlanDocument.UsualContext, longest) : PlanDocument.UsualContext);
    }

    private static Option<double?> Time(string name, string description)
    {
        var option = Flags.Parsed<double?>(name, description, "is not a length of time, such as 30ms or 1.5s", Amounts.ReadSeconds);
        option.HelpName = "time";
        return option;
    }

    private static Option<double?> Amount(string name, string description, string help)
    {
        var option = Flags.Parsed<double?>(name, description, "is not a number above 0, such as 1e21 or 20B", Amounts.Read);
        option.HelpName = help;
        return option;
    }
}
