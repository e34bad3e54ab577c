using System.Numerics;
using System.Runtime.InteropServices;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Sweetspot.Training;

/// <summary>AdamW (Loshchilov and Hutter 2019, arXiv 1711.05101, alg. 2), in one pass over each parameter's memory.</summary>
/// <remarks>
/// TorchSharp's own makes a dozen temporary tensors for each parameter, which costs small models more than their arithmetic does.
/// Biases and normalisation parameters (one dimension) are not decayed. Gradients are cleared by each step.
/// </remarks>
internal sealed class AdamW
{
    private const float Beta1 = 0.9f;
    private const float Beta2 = 0.999f;
    private const float Epsilon = 1e-8f;
    private readonly Parameter[] _parameters;
    private readonly float[][] _means;
    private readonly float[][] _squares;
    private readonly double _weightDecay;
    private readonly float[] _penalties;
    private int _step;

    /// <param name="parameters">What is to be moved.</param>
    /// <param name="weightDecay">Decoupled decay.</param>
    /// <param name="penalties">
    /// For each parameter the weight of its values' squares in the loss, which is coupled: its gradient goes through the moments. A parameter with one is
    /// not decayed besides. Null: none has one.
    /// </param>
    public AdamW(IEnumerable<Parameter> parameters, double weightDecay, IEnumerable<double>? penalties = null)
    {
        _parameters = [.. parameters];
        _means = [.. _parameters.Select(parameter => new float[parameter.numel()])];
        _squares = [.. _parameters.Select(parameter => new float[parameter.numel()])];
        _weightDecay = weightDecay;
        _penalties = penalties is null ? new float[_parameters.Length] : [.. penalties.Select(penalty => (float)penalty)];
    }

    /// <summary>Its memory of each parameter's gradients: their means, then the means of their squares. With the weights and the number of steps all that it goes on from.</summary>
    public IEnumerable<float[]> Moments => [.. _means, .. _squares];

    /// <summary>Goes on after so many steps, with <see cref="Moments"/> as they were then.</summary>
    public void GoOnAfter(int steps) => _step = steps;

    /// <summary>Moves the parameters against their gradients.</summary>
    /// <param name="rate">Learning rate of this step.</param>
    /// <param name="clipNorm">Gradients are scaled down to this norm, over all parameters.</param>
    /// <returns>The norm of the gradients before clipping; where it is not finite, nothing was moved.</returns>
    public double Step(double rate, double clipNorm)
    {
        var norm = Math.Sqrt(_parameters.Sum(parameter => SumOfSquares(Gradient(parameter))));
        if (!double.IsFinite(norm))
        {
            return norm;
        }

        _step++;
        var scale = norm > clipNorm ? (float)(clipNorm / norm) : 1;
        var corrected = (float)(rate / (1 - Math.Pow(Beta1, _step)));
        var squareCorrection = (float)(1 / Math.Sqrt(1 - Math.Pow(Beta2, _step)));
        for (var i = 0; i < _parameters.Length; i++)
        {
            var keep = _parameters[i].dim() > 1 && _penalties[i] == 0 ? (float)(1 - (rate * _weightDecay)) : 1;
            Move(Values(_parameters[i]), Gradient(_parameters[i]), _means[i], _squares[i], scale, corrected, squareCorrection, keep, 2 * _penalties[i]);
        }

        return norm;
    }

    private static void Move(
        Span<float> values, Span<float> gradient, Span<float> means, Span<float> squares,
        float scale, float rate, float squareCorrection, float keep, float pull)
    {
        var wide = Vector<float>.Count;
        var at = 0;
        for (; at <= values.Length - wide; at += wide)
        {
            var old = new Vector<float>(values[at..]);
            var g = (new Vector<float>(gradient[at..]) * scale) + (old * pull);
            var m = (new Vector<float>(means[at..]) * Beta1) + (g * (1 - Beta1));
            var v = (new Vector<float>(squares[at..]) * Beta2) + (g * g * (1 - Beta2));
            m.CopyTo(means[at..]);
            v.CopyTo(squares[at..]);
            var step = m * rate / ((Vector.SquareRoot(v) * squareCorrection) + new Vector<float>(Epsilon));
            ((old * keep) - step).CopyTo(values[at..]);
        }

        for (; at < values.Length; at++)
        {
            var g = (gradient[at] * scale) + (values[at] * pull);
            means[at] = (means[at] * Beta1) + (g * (1 - Beta1));
            squares[at] = (squares[at] * Beta2) + (g * g * (1 - Beta2));
            values[at] = (values[at] * keep) - (means[at] * rate / ((MathF.Sqrt(squares[at]) * squareCorrection) + Epsilon));
        }

        gradient.Clear();
    }

    private static double SumOfSquares(ReadOnlySpan<float> values)
    {
        var sums = Vector<float>.Zero;
        var at = 0;
        for (; at <= values.Length - Vector<float>.Count; at += Vector<float>.Count)
        {
            var part = new Vector<float>(values[at..]);
            sums += part * part;
        }

        double sum = Vector.Sum(sums);
        for (; at < values.Length; at++)
        {
            sum += values[at] * values[at];
        }

        return sum;
    }

    private static Span<float> Values(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);

    private static Span<float> Gradient(Parameter parameter) =>
        Values(parameter.grad ?? throw new InvalidOperationException("a parameter has no gradient; call backward first"));
}
