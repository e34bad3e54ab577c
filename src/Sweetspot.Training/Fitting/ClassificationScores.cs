using Sweetspot.Core;

namespace Sweetspot.Training;

/// <summary>Scores of class scores against the true classes.</summary>
/// <param name="outputs">Class scores before the softmax, [rows × classes].</param>
/// <param name="truth">True class of each row; -1 for one that training never saw: any answer to it is wrong, and it has no loss.</param>
/// <param name="classes">Number of classes.</param>
/// <param name="names">Their names, for remarks; null: their numbers.</param>
internal sealed class ClassificationScores(float[] outputs, int[] truth, int classes, IReadOnlyList<string>? names = null) : QualityScores
{
    private static readonly Metric[] Applicable = [Core.Metrics.Accuracy, Core.Metrics.MacroF1, Core.Metrics.WorstClassRecall, Core.Metrics.Auc, Core.Metrics.Loss];
    private readonly int[] _answers = [.. Enumerable.Range(0, truth.Length).Select(row => Largest(outputs.AsSpan(row * classes, classes)))];
    private double[]? _logSums;

    /// <inheritdoc/>
    public override IReadOnlyList<Metric> Metrics => Applicable;

    /// <inheritdoc/>
    public override double? StandardError(Metric metric) => metric.Name switch
    {
        "accuracy" => Spread.ErrorOfMean([.. OfEach().Select(score => (double)score)]),
        "loss" => Spread.ErrorOfMean(Losses()),
        "macro_f1" or "auc" when Parts(metric) is { } parts => Spread.ErrorOfMean(parts),
        "worst_class_recall" when WorstClass() is { } worst => worst.StandardError,
        _ => null,
    };

    /// <inheritdoc/>
    public override string? Remark(Metric metric) => metric.Name == "worst_class_recall" && WorstClass() is { } worst
        ? Core.WorstClass.Describe(metric.Measured(worst.Recall, "") with { Classes = [worst] })
        : null;

    /// <inheritdoc/>
    public override IReadOnlyList<ClassHits>? ClassesOf(Metric metric) => metric.Name == "worst_class_recall" ? ByClass() : null;

    /// <inheritdoc/>
    public override float[] OfEach() => [.. truth.Select((actual, row) => _answers[row] == actual ? 1f : 0f)];

    /// <inheritdoc/>
    protected override double? Compute(Metric metric) => truth.Length == 0 ? null : metric.Name switch
    {
        "accuracy" => truth.Where((actual, row) => _answers[row] == actual).Count() / (double)truth.Length,
        "macro_f1" => MacroF1(),
        "worst_class_recall" => WorstClass()?.Recall,
        "auc" => Auc(),
        "loss" => Losses() is { Length: > 0 } losses ? losses.Average() : null,
        _ => null,
    };

    /// <inheritdoc/>
    protected override double[]? Parts(Metric metric) => truth.Length == 0 ? null : metric.Name switch
    {
        "accuracy" => [.. OfEach().Select(score => (double)score)],
        "macro_f1" => PartsOfMacroF1(),
        "auc" => PartsOfAuc(),
        "loss" => PartsOfRatio(
            [.. Enumerable.Range(0, truth.Length).Select(row => truth[row] >= 0 ? -LogShare(row, truth[row]) : 0)], [.. truth.Select(actual => actual >= 0 ? 1.0 : 0)]),
        _ => null,
    };

    /// <summary>A class's F1 is 2·hits / (actual + answered), a ratio of sums over rows.</summary>
    private double[] PartsOfMacroF1()
    {
        var (hits, actual, answered) = Counts();
        var counted = Enumerable.Range(0, classes).Where(index => actual[index] + answered[index] > 0).ToList();
        double F1(int index) => 2.0 * hits[index] / (actual[index] + answered[index]);
        var (mean, weight) = (counted.Average(F1), truth.Length / (double)counted.Count);
        double Change(int index, bool isHit) => ((isHit ? 1 : 0) - F1(index)) / (actual[index] + answered[index]);
        return
        [
            .. truth.Select((one, row) => mean + (weight * (Change(_answers[row], one == _answers[row]) + (one >= 0 ? Change(one, one == _answers[row]) : 0)))),
        ];
    }

    /// <summary>Of each class that some rows have and some do not, its rows' share of the area (DeLong et al. 1988), in equal weights.</summary>
    private double[]? PartsOfAuc()
    {
        var (parts, count) = (new double[truth.Length], 0);
        for (var index = classes == 2 ? 1 : 0; index < classes; index++)
        {
            var own = index;
            var scores = Enumerable.Range(0, truth.Length).Select(row => Math.Exp(LogShare(row, own))).ToArray();
            if (RankStatistic.PartsOfAuc(scores, [.. truth.Select(actual => actual == own)]) is { } area)
            {
                count++;
                for (var row = 0; row < parts.Length; row++)
                {
                    parts[row] += area[row];
                }
            }
        }

        return count == 0 ? null : [.. parts.Select(part => part / count)];
    }

    /// <summary>Classes that neither occur nor are answered do not count.</summary>
    private double MacroF1()
    {
        var (hits, actual, answered) = Counts();
        return Enumerable.Range(0, classes)
            .Where(index => actual[index] + answered[index] > 0)
            .Average(index => 2.0 * hits[index] / (actual[index] + answered[index]));
    }

    private (int[] Hits, int[] Actual, int[] Answered) Counts()
    {
        var (hits, actual, answered) = (new int[classes], new int[classes], new int[classes]);
        for (var row = 0; row < truth.Length; row++)
        {
            answered[_answers[row]]++;
            if (truth[row] >= 0)
            {
                actual[truth[row]]++;
                hits[truth[row]] += _answers[row] == truth[row] ? 1 : 0;
            }
        }

        return (hits, actual, answered);
    }

    /// <summary>Null where no row has a known class.</summary>
    private ClassHits? WorstClass() => Core.WorstClass.Of(ByClass());

    /// <summary>Each class that some row has, in their order.</summary>
    private List<ClassHits> ByClass()
    {
        var (hits, actual, _) = Counts();
        return [.. Enumerable.Range(0, classes).Where(index => actual[index] > 0).Select(index => new ClassHits(names?[index] ?? $"{index}", hits[index], actual[index]))];
    }

    /// <summary>Of two classes, that of the second; of several, the mean over those that some rows have and some do not.</summary>
    private double? Auc()
    {
        var scores = new double[truth.Length];
        var areas = new List<double>();
        for (var index = classes == 2 ? 1 : 0; index < classes; index++)
        {
            for (var row = 0; row < scores.Length; row++)
            {
                scores[row] = Math.Exp(LogShare(row, index));
            }

            if (RankStatistic.Auc(scores, [.. truth.Select(actual => actual == index)]) is { } area)
            {
                areas.Add(area);
            }
        }

        return areas.Count == 0 ? null : areas.Average();
    }

    private double[] Losses() => [.. Enumerable.Range(0, truth.Length).Where(row => truth[row] >= 0).Select(row => -LogShare(row, truth[row]))];

    /// <summary>Logarithm of a class's softmax share.</summary>
    private double LogShare(int row, int index)
    {
        _logSums ??= [.. Enumerable.Range(0, truth.Length).Select(LogSum)];
        var scores = outputs.AsSpan(row * classes, classes);
        return scores[index] - (double)scores[_answers[row]] - _logSums[row];
    }

    /// <summary>Logarithm of the sum of a row's exponentials over its largest. Once a row: the area of every class needs it.</summary>
    private double LogSum(int row)
    {
        var scores = outputs.AsSpan(row * classes, classes);
        double largest = scores[_answers[row]];
        var sum = 0.0;
        foreach (var score in scores)
        {
            sum += Math.Exp(score - largest);
        }

        return Math.Log(sum);
    }

    private static int Largest(ReadOnlySpan<float> scores)
    {
        var best = 0;
        for (var index = 1; index < scores.Length; index++)
        {
            best = scores[index] > scores[best] ? index : best;
        }

        return best;
    }
}
