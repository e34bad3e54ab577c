using System.Collections.Immutable;
using Sweetspot.Core;

namespace Sweetspot.Cli.Tests;

/// <summary>A made-up but lifelike study of digit images: accuracy saturates with size, training accuracy does not, costs grow.</summary>
internal static class FakeStudy
{
    private static readonly Objective _accuracy = Objective.On(Metrics.Accuracy);
    private static readonly Objective[] _objectives = [_accuracy, Objective.On(Metrics.Latency), Objective.On(Metrics.TrainSeconds)];

    public static string Describe(Candidate candidate) => candidate.Word("family", "linear") == "linear"
        ? "linear"
        : $"{candidate.Word("family", "mlp")}, width {candidate.Number("width"):0}, depth {candidate.Number("depth"):0}";

    public static StudyReport Report(int searched = 60, ulong seed = 1, IReadOnlyList<Constraint>? constraints = null)
    {
        var random = RandomStream.For(seed, 0, "fake");
        List<Trial> trials = [Linear(random)];
        for (var i = 1; i < searched; i++)
        {
            trials.Add(Searched(i, random));
        }

        var front = Front(trials);
        var finalists = new FinalistSelection(_objectives, constraints ?? [], _accuracy, 1124, 1124).Next(trials, [], 6).Select(trial => Evidence(trial, random)).ToList();
        var outcome = Recommender.Recommend(new RecommendationInput
        {
            Objectives = _objectives,
            Quality = _accuracy,
            Constraints = constraints ?? [],
            Finalists = finalists,
            Front = front,
            Trials = trials,
            ValidationRows = 1124,
            Describe = Describe,
            MajorityQuality = 0.101,
            ForeignLoad = "load 2.8 on 2 cores for 20 s",
        });
        return new StudyReport
        {
            Name = "digits",
            State = "done",
            Duration = TimeSpan.FromSeconds(74.2),
            Created = new DateTimeOffset(2026, 11, 25, 10, 30, 0, TimeSpan.Zero),
            Task = ["Classification of 8 × 8 grey images in 10 classes; 4,496 rows to train on, 1,124 held out as test data."],
            DataNotes = ["No missing values.", "Pixels were divided by 16."],
            Space = ["family: mlp or cnn, both plausible for images.", "width: 8 to 256 (log), depth: 1 to 4: up to 30 parameters a row."],
            Machine = "AMD EPYC, 2 cores, 7.8 GiB; peak 110 GFLOP/s on one thread",
            Method = ["Engine: TorchSharp 0.107.0, one thread a trial, two at a time.", "Seed 1; validation 20 % of rows, stratified; finalists on 5 folds."],
            Versions = [KeyValuePair.Create("sweetspot", "0.1.0"), KeyValuePair.Create("TorchSharp", "0.107.0"), KeyValuePair.Create(".NET", "10.0.12")],
            Objectives = _objectives,
            Quality = _accuracy,
            Trials = [.. trials, .. finalists.SelectMany(finalist => finalist.Verifications)],
            Front = [.. front.Select(trial => trial.Number)],
            Outcome = outcome,
            Describe = Describe,
        };
    }

    private static Trial Linear(RandomStream random) =>
        Make(0, new Candidate([KeyValuePair.Create("family", GeneValue.Of("linear"))]), 650, 0.949, 0.962, 0.004, 0.3, TrialPurpose.Baseline, random);

    private static Trial Searched(int number, RandomStream random)
    {
        var isCnn = random.NextDouble() < 0.5;
        var width = Math.Round(8 * Math.Pow(32, random.NextDouble()));
        var depth = 1 + random.Next(4);
        var candidate = new Candidate(
        [
            KeyValuePair.Create("family", GeneValue.Of(isCnn ? "cnn" : "mlp")), KeyValuePair.Create("width", GeneValue.Of(width)),
            KeyValuePair.Create("depth", GeneValue.Of(depth)),
        ]);
        var parameters = isCnn ? (80 * width) + (9 * width * depth * 12) : (64 * width) + (width * width * (depth - 1)) + (10 * width);
        var truth = (isCnn ? 0.991 : 0.983) - (0.35 / Math.Pow(parameters, 0.33)) - (parameters > 60_000 ? 0.002 : 0);
        var training = Math.Min(1, truth + 0.004 + (0.0022 * Math.Log(parameters / 500)));
        var trial = Make(
            number, candidate, parameters, truth + (0.003 * random.NextGaussian()), training, 0.004 + (parameters / 4e6 * (isCnn ? 3 : 1)),
            0.4 + (parameters / 9000), TrialPurpose.Search, random);
        return number % 17 != 9 ? trial : trial with
        {
            State = number % 2 == 0 ? TrialState.Pruned : TrialState.Diverged,
            Reason = number % 2 == 0 ? "no better than the front at epoch 9" : "loss is NaN at epoch 3",
            Metrics = trial.Metrics.Remove("accuracy"),
            Curve = [],
        };
    }

    private static Trial Make(
        int number, Candidate candidate, double parameters, double accuracy, double training, double latency, double train, TrialPurpose purpose, RandomStream random) => new()
        {
            Number = number,
            Request = new TrialRequest(candidate, new Fidelity(40), (ulong)number, purpose),
            State = TrialState.Completed,
            Metrics = ImmutableDictionary<string, Measurement>.Empty
                .Add("accuracy", Metrics.Accuracy.Measured(Math.Round(Math.Min(accuracy, 1) * 1124) / 1124, "fixed validation part"))
                .Add("parameters", Metrics.Parameters.Computed(parameters))
                .Add("file_bytes", Metrics.FileBytes.Computed(parameters * 4))
                .Add("flops", Metrics.Flops.Computed(parameters * 2))
                .Add("latency_ms", Metrics.Latency.Measured(latency, "TorchSharp 0.107.0, 1 thread, batch 1", latency * 0.02))
                .Add("train_seconds", Metrics.TrainSeconds.Measured(train * (1 + (0.1 * random.NextDouble())), "CPU")),
            Curve = [.. Enumerable.Range(1, 40).Select(epoch => Point(epoch, accuracy, training, random))],
        };

    private static CurvePoint Point(int epoch, double accuracy, double training, RandomStream random)
    {
        var rise = 1 - Math.Exp(-epoch / 5.0);
        var noise = 0.002 * random.NextGaussian();
        return new CurvePoint(epoch, 2.3 * Math.Exp(-epoch / 6.0) + 0.01, (2.2 * Math.Exp(-epoch / 5.0)) + 0.05 + (epoch * 0.0008), training * rise, (accuracy * rise) + noise);
    }

    private static FinalistEvidence Evidence(Trial origin, RandomStream random)
    {
        // The search value of a front member is lucky: its folds come out a little lower.
        var center = origin.Metrics["accuracy"].Value - 0.002;
        var verifications = Enumerable.Range(0, 5).Select(fold => origin with
        {
            Number = 1000 + (origin.Number * 5) + fold,
            Request = origin.Request with { Purpose = TrialPurpose.Verification, Fold = fold, Seed = (ulong)(100 + fold) },
            Metrics = origin.Metrics.SetItem("accuracy", Metrics.Accuracy.Measured(center + (0.001 * fold) + (0.0015 * random.NextGaussian()), $"fold {fold + 1} of 5")),
            Curve = [],
        });
        var final = origin with
        {
            Request = origin.Request with { Purpose = TrialPurpose.Final },
            Metrics = origin.Metrics.Add("test_accuracy", Metrics.Accuracy.Measured(center - 0.003, "test data, once", 0.0046)),
        };
        return new FinalistEvidence(origin, [.. verifications], [], final);
    }

    private static List<Trial> Front(List<Trial> trials)
    {
        var completed = trials.Where(trial => trial.State == TrialState.Completed).ToList();
        return [.. completed.Where(one => !completed.Exists(other => Dominates(other, one)))];
    }

    private static bool Dominates(Trial one, Trial other)
    {
        var differences = _objectives.Select(objective =>
            objective.Minimized(one.Metrics[objective.Name].Value) - objective.Minimized(other.Metrics[objective.Name].Value)).ToList();
        return differences.TrueForAll(difference => difference <= 0) && differences.Exists(difference => difference < 0);
    }
}
