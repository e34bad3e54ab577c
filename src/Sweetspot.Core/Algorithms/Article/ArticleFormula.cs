namespace Sweetspot.Core;

/// <summary>
/// The article's efficiency formula E(S, R, T, V) = (T + R/V) / S with training time T = S·D/V, as written. Smaller is meant to be better.
/// </summary>
/// <remarks>
/// Its units do not close: R is FLOP/s, so R/V is FLOP an image, added to T, which it calls seconds. Put together, E = D/V + R/(S·V): it falls
/// with every S &gt; 0 toward D/V and has no best size.
/// </remarks>
/// <param name="Size">S: model size in parameters, &gt; 0.</param>
/// <param name="DataSize">D: number of training examples.</param>
/// <param name="Resource">R: computing power in FLOP/s.</param>
/// <param name="Speed">V: inference speed in images a second, &gt; 0.</param>
public sealed record ArticleFormula(double Size, double DataSize, double Resource, double Speed)
{
    /// <summary>
    /// The worked case with the figures as printed, their units left off: 100 (million parameters), 10 (million examples), 1000 (TFLOPS), 1 (a
    /// second). It gives the printed T = 1000 "s", which in parameters would need S = 10⁻⁴ at 10 million examples.
    /// </summary>
    public static ArticleFormula AsPrinted { get; } = new(100, 10, 1000, 1);

    /// <summary>The same case in SI units: 10⁸ parameters, 10⁷ examples, 10¹⁵ FLOP/s, 1/s.</summary>
    public static ArticleFormula InSiUnits { get; } = new(1e8, 1e7, 1e15, 1);

    /// <summary>T = S·D/V, called training time. In SI units it is parameters × examples × seconds: 10¹⁵ for the worked case.</summary>
    public double T => Size * DataSize / Speed;

    /// <summary>U = R/V, the term that stands for the use of resources: FLOP an image. Nothing in it says how much of R is put to use.</summary>
    public double U => Resource / Speed;

    /// <summary>E = (T + U) / S.</summary>
    public double E => (T + U) / Size;

    /// <summary>What E falls toward as S grows, and never reaches: D/V.</summary>
    public double Infimum => DataSize / Speed;

    /// <summary>dE/dS = −R / (S²·V): below 0 at every size, so no size is best.</summary>
    public double Slope => -Resource / (Size * Size * Speed);

    /// <summary>
    /// Where a best size appears: let speed fall with size, V = v₀·S^−q, and resources grow with it, R = k·S^p. Then E = (D·S^q + k·S^(p+q−1))/v₀
    /// has its minimum at S* = (k(1 − p − q) / (q·D))^(1/(1 − p)), whatever v₀ is.
    /// </summary>
    /// <param name="k">Resources at size 1, &gt; 0.</param>
    /// <param name="p">How resources grow with size.</param>
    /// <param name="q">How speed falls with size.</param>
    /// <param name="dataSize">D, &gt; 0.</param>
    /// <returns>The best size; null unless q &gt; 0 and p + q &lt; 1, where E only falls or only rises.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> or <paramref name="dataSize"/> is not above 0.</exception>
    public static double? OptimalSize(double k, double p, double q, double dataSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(k);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dataSize);
        return q > 0 && p + q < 1 ? Math.Pow(k * (1 - p - q) / (q * dataSize), 1 / (1 - p)) : null;
    }

    /// <summary>E where speed and resources depend on size as in <see cref="OptimalSize"/>, with v₀ = 1.</summary>
    public static double SizedE(double size, double k, double p, double q, double dataSize) =>
        new ArticleFormula(size, dataSize, k * Math.Pow(size, p), Math.Pow(size, -q)).E;
}
