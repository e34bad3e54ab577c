using static TorchSharp.torch;

namespace Sweetspot.Training;

/// <summary>
/// Rotary positions (Su et al. 2021, arXiv 2104.09864, eq. 34): numbers 2i and 2i + 1 of a head at place t are turned by the angle t · 10000^(−2i / part). Nothing of it is trained.
/// </summary>
/// <remarks>
/// Chosen over learned positions: they hold from the first step on, which counts where a training is short, scores depend on distances alone, and no table limits the length.
/// As one product of complex numbers they cost a pass over queries and keys.
/// </remarks>
internal sealed class RotaryPositions : IDisposable
{
    /// <summary>The slowest turn takes 2π times this many places.</summary>
    public const double Base = 10000;

    private readonly Tensor _turns; // (length, 1, part / 2), complex

    /// <param name="length">Most places.</param>
    /// <param name="part">Numbers of a head; even.</param>
    public RotaryPositions(int length, int part)
    {
        using var scope = NewDisposeScope();
        var speeds = pow(Base, arange(0, part, 2, ScalarType.Float64) / -part);
        var angles = outer(arange(0, length, 1, ScalarType.Float64), speeds).unsqueeze(1);
        _turns = view_as_complex(stack([angles.cos(), angles.sin()], -1).to(ScalarType.Float32)).DetachFromDisposeScope();
    }

    /// <summary>Turns the heads of a sequence from place 0 on.</summary>
    /// <param name="heads">(B, length, heads, part).</param>
    public Tensor Turn(Tensor heads)
    {
        var (batch, length, count, part) = (heads.shape[0], heads.shape[1], heads.shape[2], heads.shape[3]);
        var pairs = view_as_complex(heads.view(batch, length, count, part / 2, 2));
        return view_as_real(pairs * _turns.narrow(0, 0, length)).view(batch, length, count, part);
    }

    /// <inheritdoc/>
    public void Dispose() => _turns.Dispose();
}
