namespace Sweetspot.Planning;

/// <summary>Sizes of one block of a transformer.</summary>
/// <param name="Width">Numbers of a token.</param>
/// <param name="Heads">Heads of attention; they share the width evenly where <see cref="Part"/> says nothing else.</param>
/// <param name="Units">Units of the feed-forward layer.</param>
public sealed record BlockShape(int Width, int Heads, int Units)
{
    /// <summary>Heads of keys and values, of which each serves as many heads of queries (Ainslie et al. 2023, arXiv 2305.13245); divides <see cref="Heads"/>. Default: all.</summary>
    public int KeyHeads { get; init; } = Heads;

    /// <summary>Whether the feed-forward layer is gated: down(silu(gate(x)) · up(x)) (Shazeer 2020, arXiv 2002.05202, SwiGLU), else down(gelu(up(x))).</summary>
    public bool IsGated { get; init; }

    /// <summary>Whether a token sees only itself and those before it.</summary>
    public bool IsCausal { get; init; }

    /// <summary>Whether queries and keys are turned by their position (Su et al. 2021, arXiv 2104.09864).</summary>
    public bool IsRotary { get; init; }

    /// <summary>Numbers of one head; where heads were pruned, more than an even share of the width would be.</summary>
    public int Part { get; init; } = Width / Heads;

    /// <summary>Numbers of all heads of queries: the width, but where heads were pruned.</summary>
    public int QueryWidth => Heads * Part;

    /// <summary>Numbers of all heads of keys, and as many of values.</summary>
    public int KeyWidth => KeyHeads * Part;
}
