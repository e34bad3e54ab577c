namespace Sweetspot.Core;

/// <summary>Sets the chosen model beside the references.</summary>
internal static class BaselineComparisons
{
    /// <summary>The commonest class (or mean) and the reference model, as far as they are known and are not the choice itself.</summary>
    public static IEnumerable<BaselineComparison> Of(ChoosingContext context, JudgedFinalist chosen)
    {
        var quality = context.Input.Quality;
        if (Trivial(context, chosen) is { } trivial)
        {
            yield return trivial;
        }

        if (Linear(context) is not { } linear || linear.Number == chosen.Origin.Number)
        {
            yield break;
        }

        var name = ReferenceName.Of(linear.Candidate);
        var verified = context.Judgeable.FirstOrDefault(finalist => finalist.Origin.Number == linear.Number);
        if (verified is not null)
        {
            var (difference, error) = context.Comparisons.Compare(chosen, verified);
            yield return Compare(context, name, verified.Metrics[quality.Name].Value, difference, error);
            yield break;
        }

        var single = linear.Metrics[quality.Name].Value;
        var behind = quality.Minimized(single) - quality.Minimized(chosen.Origin.Metrics[quality.Name].Value);
        yield return Compare(context, $"{name} (single runs compared)", single, behind, null);
    }

    /// <summary>Beside always giving the same answer; null where its quality is not known.</summary>
    public static BaselineComparison? Trivial(ChoosingContext context, JudgedFinalist finalist)
    {
        var quality = context.Input.Quality;
        return context.Input.MajorityQuality is { } majority && double.IsFinite(majority)
            ? Compare(context, NameOfTrivial(quality.Name), majority, quality.Minimized(majority) + finalist.Gain, context.Quality(finalist).StandardError)
            : null;
    }

    /// <summary><c>Nothing beats always answering the mean: …</c>; null where the choice or the best finalist beats it beyond noise.</summary>
    public static string? NothingBeats(ChoosingContext context, JudgedFinalist chosen, JudgedFinalist best)
    {
        if (Trivial(context, chosen) is not { IsBeaten: false } trivial || Trivial(context, best) is { IsBeaten: true })
        {
            return null;
        }

        var name = trivial.Name.Replace("always the ", "always answering the ", StringComparison.Ordinal);
        return $"Nothing beats {name}{(trivial.IsWorse ? "" : " beyond noise")}: {PlainNumber.Of(trivial.Quality, null)} {Metrics.Label(context.Input.Quality.Name)}, against {context.QualityText(chosen)}";
    }

    /// <summary>The linear reference's completed trial, or null.</summary>
    public static Trial? Linear(ChoosingContext context) => context.Finalists.Select(finalist => finalist.Origin).Concat(context.Input.Trials)
        .FirstOrDefault(trial => trial.Request.Purpose == TrialPurpose.Baseline && ChoosingValues.Completed(trial, context.Input.Quality.Name) is not null);

    private static string NameOfTrivial(string quality) =>
        quality.StartsWith("r2", StringComparison.Ordinal) || quality == Metrics.Rmse.Name ? "always the mean"
        : quality == Metrics.ChrF.Name ? "copying the source, or always the commonest target"
        : "always the commonest answer";

    private static BaselineComparison Compare(ChoosingContext context, string name, double value, double gain, double? error)
    {
        var change = gain >= 0 ? $"the recommended one is {PlainNumber.Of(gain, error)} better" : $"the recommended one is {PlainNumber.Of(-gain, error)} worse";
        return new BaselineComparison(name, value, gain, error, $"{name}: {PlainNumber.Of(value, null)} {Metrics.Label(context.Input.Quality.Name)}; {change}");
    }
}
