namespace Sweetspot.Core;

/// <summary>What the trials so far say of one sampled quantity over the space, refitted as they become more.</summary>
/// <remarks>
/// Of several forms, each as far as it predicts what it had not seen (<see cref="Stacking"/>). Weights and noise are fitted when the values have become a fifth more, on those that were there
/// then, so they follow from the history alone. Many values are thinned: the fit needs a hundred, a prediction uses those that the caller gives.
/// </remarks>
internal sealed class QuantityModel(IReadOnlyList<ModelForm> forms)
{
    private const int FirstFit = 6;
    private const int MostFitted = 96;
    private const int BestFitted = 64;
    private const int MostBeside = 1000;
    private const double LeastWeight = 0.05; // of the largest

    private int _fittedAt;
    private IReadOnlyList<(double[] Settings, ModelForm Form, double Weight)> _models = [];

    /// <summary>What some observations say, the models refitted where it is time.</summary>
    /// <param name="history">All observations, in the order of ending.</param>
    /// <param name="scaleOf">What is modelled of the values of a part of the history.</param>
    /// <param name="used">Places in the history to learn from.</param>
    /// <param name="pending">Points whose value comes later.</param>
    public QuantityEstimate Learn(
        IReadOnlyList<Observation> history, Func<IReadOnlyList<Observation>, Func<double, double>> scaleOf, IReadOnlyList<int> used, IReadOnlyList<double[]> pending)
    {
        var due = FitPoint(history.Count);
        if (due != _fittedAt)
        {
            _models = Fit([.. history.Take(due)], scaleOf);
            _fittedAt = due;
        }

        var scale = scaleOf(history);
        var noises = Noise(history);
        double[][] points = [.. used.Select(place => history[place].Point)];
        double[] values = [.. used.Select(place => scale(history[place].Value))];
        double[] noise = [.. used.Select(place => noises[place])];
        List<(double[] Point, double Value, double Noise)> beside =
            [.. Enumerable.Range(0, history.Count).Except(used).Select(place => (history[place].Point, scale(history[place].Value), noises[place])).TakeLast(MostBeside)];
        return new QuantityEstimate([.. _models.Select(model => (GaussianProcess.Given(model.Settings, model.Form.Groups, points, values, noise, pending, beside: beside), model.Weight))]);
    }

    /// <summary>How many observations the fit in use was made of.</summary>
    private static int FitPoint(int count)
    {
        var point = Math.Min(FirstFit, count);
        for (var next = point; next <= count; next = Math.Max(next + 2, next * 6 / 5))
        {
            point = next;
        }

        return point;
    }

    private IReadOnlyList<(double[] Settings, ModelForm Form, double Weight)> Fit(IReadOnlyList<Observation> history, Func<IReadOnlyList<Observation>, Func<double, double>> scaleOf)
    {
        var scale = scaleOf(history);
        var ranked = history.OrderBy(one => scale(one.Value)).ThenBy(one => one.Trial).ToList();
        var chosen = Thinned(ranked, BestFitted, MostFitted);
        double[][] points = [.. chosen.Select(one => one.Point)];
        double[] values = [.. chosen.Select(one => scale(one.Value))];
        var noise = Noise(chosen);
        var fits = forms.Select(form => GaussianProcess.Fit(points, values, noise, form.Groups, form.Levels)).ToList();
        var weights = Stacking.Weights([.. fits.Select(fit => fit.LeftOut())]);
        var least = LeastWeight * weights.Max();
        var kept = weights.Where(weight => weight >= least).Sum();
        return [.. fits.Select((fit, index) => (fit.Settings, forms[index], Weight: weights[index])).Where(model => model.Weight >= least).Select(model => model with { Weight = model.Weight / kept })];
    }

    /// <summary>The first ones, and of the rest so many that lie evenly among them.</summary>
    public static IReadOnlyList<T> Thinned<T>(IReadOnlyList<T> ranked, int first, int most)
    {
        var rest = most - first;
        return ranked.Count <= most ? ranked : [.. ranked.Take(first), .. Enumerable.Range(0, rest).Select(index => ranked[first + (int)((index + 0.5) * (ranked.Count - first) / rest)])];
    }

    /// <summary>Noise relative to the usual one: where values come with standard errors, their squares; within a factor of ten.</summary>
    private static List<double> Noise(IReadOnlyList<Observation> observations)
    {
        var errors = observations.Select(one => one.StandardError).OfType<double>().Where(error => error > 0).Order().ToList();
        var usual = errors.Count > 0 ? errors[errors.Count / 2] : 1;
        return [.. observations.Select(one => one.StandardError is { } error ? Math.Clamp(error * error / (usual * usual), 0.1, 10) : 1.0)];
    }
}
