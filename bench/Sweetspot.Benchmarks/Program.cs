using System.Globalization;
using Sweetspot.Benchmarks;
using Sweetspot.Core;

var rest = args.Skip(1).ToList();
switch (args.FirstOrDefault())
{
    case "overhead":
        await Overhead.RunAsync(rest.Count > 0 ? Whole(rest[0]) : 20_000, CancellationToken.None);
        return 0;
    case "grid-digits" when rest.Count > 0:
        var named = Options(rest.Skip(1));
        var part = named.GetValueOrDefault("part", "0/1").Split('/');
        await GridDigits.RunAsync(
            rest[0], Whole(part[0]), Whole(part[1]), Whole(named.GetValueOrDefault("runs", "3")), Whole(named.GetValueOrDefault("most", "1000")), CancellationToken.None);
        return 0;
    case "judge-digits" when rest.Count > 1:
        await JudgeDigits.RunAsync(
            GridDigits.Read(rest.Where(file => file.EndsWith(".csv", StringComparison.Ordinal))), rest.Where(file => file.EndsWith(".json", StringComparison.Ordinal)),
            CancellationToken.None);
        return 0;
    case "inherit" when rest.Count > 0:
        await InheritedRanks.RunAsync(rest[0], Options(rest.Skip(1)), CancellationToken.None);
        return 0;
    case "cost-tables" when rest.Count > 0:
        return CostTables.Run(rest, Console.Out);
    case "onnx-loop" when rest.Count > 0:
        var asked = Options(rest.Skip(1));
        await OnnxLoop.RunAsync(rest[0], Whole(asked.GetValueOrDefault("batch", "1")), Whole(asked.GetValueOrDefault("pairs", "21")), CancellationToken.None);
        return 0;
    case "plan-speed":
        PlanSpeed.Run();
        return 0;
    case "precision":
        await PrecisionSpeed.RunAsync(rest.Count > 0 ? Whole(rest[0]) : 7, CancellationToken.None);
        return 0;
    case "fit-speed" when rest.Count > 0:
        var turns = Options(rest.Skip(1));
        FitTimes.Run(rest[0], turns.GetValueOrDefault("python", "python3"), Whole(turns.GetValueOrDefault("turns", "5")));
        return 0;
    case "real" when rest.Count > 1:
        var real = Options(rest.Skip(2));
        await RealRuns.RunAsync(
            new RealSettings(rest[0], Whole(real.GetValueOrDefault("epochs", "8")), TimeSpan.FromMinutes(double.Parse(real.GetValueOrDefault("minutes", "3"), CultureInfo.InvariantCulture))),
            rest[1], Whole(real.GetValueOrDefault("pairs", "7")), real.GetValueOrDefault("find") ?? RealRuns.BuiltFind(), CancellationToken.None);
        return 0;
    case "real-truth" when rest.Count > 1:
        var truth = Options(rest.Skip(2));
        var share = truth.GetValueOrDefault("part", "0/1").Split('/');
        await RealTruth.TrainAsync(rest[0], rest[1], RowsOf(truth.GetValueOrDefault("on", "test")), Whole(truth.GetValueOrDefault("seeds", "3")), Whole(share[0]), Whole(share[1]), CancellationToken.None);
        return 0;
    case "real-table" when rest.Count > 0:
        RealTable.Print(rest[0], Console.Out);
        return 0;
    case not (null or "plan-speed" or "precision" or "cost-tables" or "fit-speed" or "onnx-loop" or "overhead" or "grid-digits" or "judge-digits" or "real" or "real-truth" or "real-table" or "inherit") when args.Length > 1:
        await RateSweep.RunAsync(args[0], args[1].Split(';').Select(CandidateOf), Options(args.Skip(2)), CancellationToken.None);
        return 0;
    default:
        Console.Error.WriteLine(
            """
            usage: Sweetspot.Benchmarks overhead [TRIALS]
              What a trial costs beside training and measuring.
            usage: Sweetspot.Benchmarks grid-digits GRID.csv [part=0/2] [runs=3] [most=N]
              Trains a coarse grid of the default space of the digits; two processes may do a part each.
            usage: Sweetspot.Benchmarks judge-digits GRID.csv … STUDY.json …
              Compares what find digits --json recommended with the grid.
            usage: Sweetspot.Benchmarks inherit DATA [target=COLUMN] [epochs=18] [seeds=3]
              Whether mlps that begin with the weights of one a step smaller stand in the order of those trained from scratch. DATA is digits or a table.
            usage: Sweetspot.Benchmarks cost-tables FILE.csv …
              Judges the cost models by measured tables: models, gemm, comms, training_runs, memory, inference; the header tells which.
            usage: Sweetspot.Benchmarks onnx-loop MODEL.onnx [batch=1] [pairs=21]
              Compares the latencies that measure and find give with that of a plain ONNX Runtime loop.
            usage: Sweetspot.Benchmarks precision [TURNS]
              What 8-bit integers do to latency, throughput and file size of shapes.
            usage: Sweetspot.Benchmarks plan-speed
              How many candidate plans are worked out a second, and how long answers take.
            usage: Sweetspot.Benchmarks fit-speed RUNS.csv [turns=5] [python=python3]
              A law's 162 starts and 1,000 resamples, turn by turn with the same work in SciPy, which that Python must have.
            usage: Sweetspot.Benchmarks real DATA_FOLDER RUNS_FOLDER [pairs=7] [minutes=3] [epochs=8] [find=SWEETSPOT]
              Really trains: find with auto for so many minutes of two cores, find with classic and Optuna with Debian's PyTorch for four times as long, all in one space of
              60 plain cnns for the traffic signs of DATA_FOLDER, with the same seeds and rows held out. Makes the runs that RUNS_FOLDER lacks; one that was cut is made anew.
              The minutes are of processor time over two workers: on two quiet cores they are those of the clock. SWEETSPOT: the built program; without it, this build's.
            usage: Sweetspot.Benchmarks real-truth DATA_FOLDER RUNS_FOLDER [on=test|held-out] [seeds=3] [part=0/2]
              Retrains with fresh seeds what those runs recommended at any time and the best-looking of each; keeps what it has. Two processes may do a part each. on=test: on all training
              rows, judged on the test data; on=held-out: judged as the searches judge, on training rows held out, other ones for each seed.
            usage: Sweetspot.Benchmarks real-table RUNS_FOLDER
              When each recommendation became right by either truth, and stayed so, with paired ratios. Every program is judged by one rule: of the trainings ended, the candidate of fewest FLOPs
              within a standard error of the best. Right: within a standard error of the best truth, at no more than 1.5 times the FLOPs of the cheapest such.
            usage: Sweetspot.Benchmarks DATA MODEL[;MODEL…] [rates=0.25,0.5,1,2,4] [seeds=3] [target=COLUMN] [fold=K] [epochs=N] [final=1] [NAME=VALUE …]
              Trains each model at each multiple of its rule's learning rate and prints validation quality, test quality and cost.
              With final=1 the test column is of a model trained on all rows for as many epochs.
              DATA is digits or a file; a MODEL is its genes: "family=mlp depth=2 width=64". NAME=VALUE changes the recipe: dropout, weightDecay,
              labelSmoothing, shift, clipNorm, classWeightPower, warmUp, batch; quality=macro_f1 stops by another metric. levels=3,9,27 epochs=9 trains as a
              search with these levels does at that of 9 epochs.
            """);
        return 2;
}

static Dictionary<string, string> Options(IEnumerable<string> args) =>
    args.Select(arg => arg.TrimStart('-').Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);

static TruthRows RowsOf(string text) => Enum.GetValues<TruthRows>().Where(rows => RealTruth.NameOf(rows) == text).ToList() is [var rows] ? rows : throw new UserInputException($"on={text}: give test or held-out.");

static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static Candidate CandidateOf(string genes) => new(genes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(gene => gene.Split('=')).Select(
    pair => KeyValuePair.Create(
        pair[0], double.TryParse(pair[1], CultureInfo.InvariantCulture, out var number) ? GeneValue.Of(number) : GeneValue.Of(pair[1]))));
