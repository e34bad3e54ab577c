using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>Drawings of a plan, in one SVG file.</summary>
internal static class PlanChart
{
    private const int Steps = 80;
    private const double Around = 30;

    /// <summary>Of a size by the law: loss by size at this budget, and the law with its interval.</summary>
    public static string Of(SizeAnswer answer)
    {
        var (best, question) = (answer.Best, answer.Question);
        var panels = new SvgPanels();
        var problem = new SizeProblem(question.Law, best.Flops, question.UniqueTokens, question.MostEpochs, question.AnsweredTokens, double.PositiveInfinity);
        var curve = Spaced(best.Parameters / Around, best.Parameters * Around).Select(size => new ChartPoint(size, problem.Loss(size, problem.Tokens(size)))).Where(point => double.IsFinite(point.Y)).ToList();
        panels.Add(Sizes($"Loss by size at {PlanNumber.Power(best.Flops)} FLOP", question.Law, curve, answer.Flat, new ChartPoint(best.Parameters, best.Loss)));
        panels.Add(Law(question.Law, answer.TrainingFlops, best.Loss));
        return panels.Write();
    }

    /// <summary>Of a plan on hardware: loss by size on these devices, the law, the front, memory and a step's time.</summary>
    public static string Of(TrainingAnswer answer)
    {
        var (best, question) = (answer.Best, answer.Question);
        var panels = new SvgPanels();
        if (TrainingPlanner.IsBudget(question) && answer.Sizes.Length > 2)
        {
            var curve = answer.Sizes.Select(choice => new ChartPoint(choice.Parameters, choice.Point.Loss)).ToList();
            panels.Add(Sizes($"Loss by size on {best.Parallelism.Devices} × {question.Hardware!.Name}", question.Law, curve, answer.Flat, new ChartPoint(best.Parameters, best.Point.Loss)));
        }

        panels.Add(Law(question.Law, best.TrainingFlops, best.Point.Loss));
        if (answer.Front.Length > 1)
        {
            panels.Add(Front(answer));
        }

        panels.StartRow();
        panels.Add("Memory of one device", new BarParts([("Training", Some(Memory(best.Memory)))], ("device", question.Hardware!.MemoryBytes), NumberFormat.Bytes));
        panels.Add("Time of a step", new BarParts([("A step", Some(Time(best)))], null, NumberFormat.Seconds));
        return panels.Write();
    }

    /// <summary>Of a known model: where its parameters lie, and what training it takes of one device.</summary>
    public static string Of(PlanResult result)
    {
        var panels = new SvgPanels();
        panels.Add("Parameters", new BarParts([(result.Architecture.Name, Some([.. result.Architecture.Groups().Select(part => (part.Part, (double)part.Count))]))], null, PlanNumber.Count));
        panels.Add("Memory of training on one device", new BarParts([(result.BatchText, Some(Memory(result.Training)))], null, NumberFormat.Bytes));
        return panels.Write();
    }

    /// <summary>Of a known model that answers: memory of one device, and the time of one answer.</summary>
    public static string Of(ServingChoice choice)
    {
        var (setup, speed, memory) = (choice.Setup, choice.Speed, choice.Memory);
        var panels = new SvgPanels();
        panels.Add("Memory of one device", new BarParts([("Answering", Some([("weights", memory.Weights), ("cache", speed.Running * memory.CachePerSequence), ("kept by the engine", memory.Reserve)]))], ("device", memory.Device), NumberFormat.Bytes));
        panels.Add("Time of an answer", new BarParts(
            [($"{setup.Generated} tokens after {setup.Prompt}", Some([("first token", speed.FirstTokenSeconds.Value), ("the other tokens", (setup.Generated - 1) * speed.PerTokenSeconds.Value)]))], null, NumberFormat.Seconds));
        return panels.Write();
    }

    /// <summary>Of networks of images: speed against error, and the learning curves behind them.</summary>
    public static string Of(ImageAnswer answer)
    {
        var panels = new SvgPanels();
        List<ChartSeries> fronts =
        [
            .. answer.Families.Select((family, place) => new ChartSeries
            {
                Label = Name(family.Family), Marker = place == 0 ? Marker.Circle : Marker.Square, Color = place, IsJoined = true,
                Points = [.. family.Front.Select(choice => new ChartPoint(choice.ImagesPerSecond.Value, choice.Error, null, choice.Shape.Name))],
            }),
            new ChartSeries { Label = "chosen", Marker = Marker.Diamond, Color = 3, Points = [.. answer.Families.Select(family => new ChartPoint(family.Best.ImagesPerSecond.Value, family.Best.Error))] },
        ];
        panels.Add(new Chart(
            "Pareto front: speed against error", Axis.Over("images a second, log scale", fronts.SelectMany(series => series.Points).Select(point => point.X), true),
            Axis.Over("error of the law's task", fronts.SelectMany(series => series.Points).Select(point => point.Y), false), fronts));
        if (answer.Question.Law.Curves.IsEmpty)
        {
            return panels.Write();
        }

        List<ChartSeries> curves =
        [
            .. answer.Question.Law.Curves.Select((curve, place) => new ChartSeries
            {
                Label = curve.Model, Marker = Marker.None, Color = place, IsJoined = true, Points = [.. Spaced(curve.Least, curve.Most).Select(images => new ChartPoint(images, curve.Curve.At(images)))],
            }),
            new ChartSeries { Label = "this plan", Marker = Marker.Diamond, Color = 6, Points = [.. answer.Families.Select(family => new ChartPoint(family.Best.Seen, family.Best.Error))] },
        ];
        panels.Add(new Chart(
            "Published learning curves", Axis.Over("images seen, log scale", curves.SelectMany(series => series.Points).Select(point => point.X), true) with { IsCount = true },
            Axis.Over("10-shot ImageNet error", curves.SelectMany(series => series.Points).Select(point => point.Y), false), curves));
        return panels.Write();

        static string Name(string family) => family == "cnn" ? "convolutional" : "vision transformer";
    }

    /// <summary>Of a learning curve of one's own runs: the curve, its interval, and what was asked.</summary>
    public static string Of(CurvePlan plan)
    {
        var (law, axis) = (plan.Question.Law, plan.Axis);
        var sizes = Spaced(Math.Min(axis.Least, plan.Size), Math.Max(axis.Most, plan.Size)).ToList();
        List<ChartSeries> series = [new ChartSeries { Label = "expected", Points = [.. sizes.Select(size => new ChartPoint(size, law.At(size, size)))], Marker = Marker.None, Color = 0, IsJoined = true }];
        Banded(series, [.. sizes.Select(size => (size, law.IntervalOf(one => one(size, size))))]);
        series.Add(new ChartSeries { Label = "largest run", Points = [new ChartPoint(axis.Most, law.At(axis.Most, axis.Most))], Marker = Marker.Ring, Color = 7 });
        series.Add(new ChartSeries { Label = "this plan", Points = [new ChartPoint(plan.Size, plan.Error)], Marker = Marker.Diamond, Color = 1 });
        var all = series.SelectMany(one => one.Points).ToList();
        var panels = new SvgPanels();
        panels.Add(new Chart($"{law.ErrorName} by {axis.Column}: {law.Name}", Axis.Over($"{axis.Column}, log scale", all.Select(point => point.X), true) with { IsCount = true }, Axis.Over($"{law.ErrorName}, log scale", all.Select(point => point.Y), true), series));
        return panels.Write();
    }

    /// <summary>Of models of ratings: error by parameters, and by bytes to serve.</summary>
    public static string Of(RecommenderAnswer answer)
    {
        var panels = new SvgPanels();
        var error = answer.Question.Law.ErrorName;
        List<ChartSeries> series = [new ChartSeries { Label = "expected", Points = [.. answer.Sizes.Select(At)], Marker = Marker.Circle, Color = 0, IsJoined = true }];
        Banded(series, [.. answer.Sizes.Select(choice => ((double)choice.Cost.Parameters, choice.Interval))]);
        series.Add(new ChartSeries { Label = "chosen", Points = [At(answer.Best)], Marker = Marker.Diamond, Color = 1 });
        var all = series.SelectMany(one => one.Points).ToList();
        panels.Add(new Chart($"{error} by size", Axis.Over("parameters, log scale", all.Select(point => point.X), true) with { IsCount = true }, Axis.Over(error, all.Select(point => point.Y), false), series));
        return panels.Write();

        static ChartPoint At(RecommenderChoice choice) => new(choice.Cost.Parameters, choice.Error, null, $"{choice.Shape.Factors} factors");
    }

    /// <summary>Adds the ends of intervals as two dashed lines.</summary>
    private static void Banded(List<ChartSeries> series, List<(double At, Interval? Range)> ranges)
    {
        var known = ranges.Where(pair => pair.Range is not null).ToList();
        if (known.Count > 0)
        {
            series.Add(new ChartSeries { Label = "95 %", Points = [.. known.Select(pair => new ChartPoint(pair.At, pair.Range!.Value.Low))], Marker = Marker.None, Color = 5, IsJoined = true, IsDashed = true });
            series.Add(new ChartSeries { Label = null, Points = [.. known.Select(pair => new ChartPoint(pair.At, pair.Range!.Value.High))], Marker = Marker.None, Color = 5, IsJoined = true, IsDashed = true });
        }
    }

    /// <summary>The parts that can be seen.</summary>
    private static List<(string, double)> Some(List<(string Part, double Value)> parts)
    {
        var all = parts.Sum(part => part.Value);
        return [.. parts.Where(part => part.Value > all / 1e5)];
    }

    private static List<(string, double)> Memory(TrainingMemoryParts parts) =>
    [
        ("weights", parts.Weights), ("gradients", parts.Gradients), ("optimizer", parts.Optimizer), ("activations", parts.Activations),
        ("logits", parts.Logits), ("buffers", parts.Buffers),
    ];

    private static List<(string, double)> Time(TrainingChoice best) =>
    [
        ("products and attention", best.Step.SecondsCompute), ("waiting for memory", best.Step.SecondsMemoryBound), ($"{TrainingText.Shared(best.Parallelism)} parallelism", best.Step.SecondsTensorParallel),
        ("pipeline bubble", best.Step.SecondsPipelineBubble), ("gradients and weights exchanged", best.Step.SecondsDataParallelExposed), ("launches and stragglers", best.Step.SecondsOther),
    ];

    private static Chart Sizes(string title, PlanLaw law, List<ChartPoint> curve, Interval? flat, ChartPoint best)
    {
        var all = curve.Append(best).ToList();
        List<ChartSeries> series = [new ChartSeries { Label = "expected loss", Points = curve, Marker = Marker.None, Color = 0, IsJoined = true }];
        if (flat is { } range)
        {
            series.Add(new ChartSeries { Label = "within 1 % of the best", Points = [.. curve.Where(point => range.Holds(point.X))], Marker = Marker.Dot, Color = 2, IsJoined = true });
        }

        series.Add(new ChartSeries { Label = "chosen", Points = [best], Marker = Marker.Diamond, Color = 1 });
        return new Chart(title, Axis.Over("parameters, log scale", all.Select(point => point.X), true) with { IsCount = true }, Axis.Over($"loss, {law.LossName}", all.Select(point => point.Y), false), series);
    }

    private static Chart Law(PlanLaw law, double flops, double loss)
    {
        var (low, high) = (Math.Min(flops, law.Runs?.Flops ?? flops) / 1e3, Math.Max(flops, law.Runs?.Flops ?? flops) * 10);
        var budgets = Spaced(low, high).ToList();
        List<ChartSeries> series = [new ChartSeries { Label = "least loss by the law", Points = Line(law, budgets, flops => law.Law.Optimum(flops).Loss), Marker = Marker.None, Color = 0, IsJoined = true }];
        Banded(series, budgets.ConvertAll(budget => (budget, law.IntervalOf(other => other.Law.Optimum(budget).Loss))));

        if (law.Runs is { } runs)
        {
            series.Add(new ChartSeries { Label = "largest run behind it", Points = [new ChartPoint(runs.Flops, law.Law.Optimum(runs.Flops).Loss)], Marker = Marker.Ring, Color = 7 });
        }

        series.Add(new ChartSeries { Label = "this plan", Points = [new ChartPoint(flops, loss)], Marker = Marker.Diamond, Color = 1 });
        var all = series.SelectMany(one => one.Points).ToList();
        return new Chart($"The law: {law.Name}", Axis.Over("training FLOPs, log scale", all.Select(point => point.X), true), Axis.Over($"loss, {law.LossName}, log scale", all.Select(point => point.Y), true), series);
    }

    private static List<ChartPoint> Line(PlanLaw law, List<double> budgets, Func<double, double> loss) => [.. budgets.Select(budget => new ChartPoint(budget, loss(budget)))];

    private static Chart Front(TrainingAnswer answer)
    {
        var isBudget = TrainingPlanner.IsBudget(answer.Question);
        ChartPoint At(TrainingChoice choice) => isBudget
            ? new ChartPoint(choice.Parameters, choice.Point.Loss, null, $"{PlanNumber.Count(choice.Parameters)}: {PlanNumber.Loss(choice.Point.Loss)}")
            : new ChartPoint(choice.Point.DeviceSeconds / 3600, choice.Point.Seconds / 86400, null, PlanNumber.Counted(choice.Parallelism.Devices, "device"));
        var points = answer.Front.Select(At).ToList();
        var all = points.Append(At(answer.Best)).ToList();
        return new Chart(
            isBudget ? "Pareto front: size against loss" : "Pareto front: cost against time",
            Axis.Over(isBudget ? "parameters, log scale" : "device hours, log scale", all.Select(point => point.X), true) with { IsCount = true },
            Axis.Over(isBudget ? $"loss, {answer.Question.Law.LossName}" : "days, log scale", all.Select(point => point.Y), !isBudget),
            [
                new ChartSeries { Label = "front", Points = points, Marker = Marker.Circle, Color = 0, IsJoined = true },
                new ChartSeries { Label = "chosen", Points = [At(answer.Best)], Marker = Marker.Diamond, Color = 1 },
            ]);
    }

    private static IEnumerable<double> Spaced(double low, double high) =>
        Enumerable.Range(0, Steps + 1).Select(step => low * Math.Pow(high / low, step / (double)Steps));
}
