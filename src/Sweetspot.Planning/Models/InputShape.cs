using System.Collections.Immutable;

namespace Sweetspot.Planning;

/// <summary>What goes into a model: numbers or an image, and beside them token ids of texts and ids of categories.</summary>
/// <param name="Channels">Image channels; the count of numbers where there is no image, 0 where there are none.</param>
/// <param name="Height">Image height in pixels; 1 where there is no image.</param>
/// <param name="Width">Image width in pixels; 1 where there is no image.</param>
public readonly record struct InputShape(int Channels, int Height, int Width)
{
    /// <summary>Numbers beside an image; 0 where there is no image.</summary>
    public int Beside { get; init; }

    /// <summary>The texts, in order.</summary>
    public ImmutableArray<TokenShape> Texts { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Number of different ids of each categorical column that is embedded (users, items), in order.</summary>
    public ImmutableArray<int> Levels { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Input of <paramref name="count"/> numbers.</summary>
    public static InputShape Numbers(int count) => new(count, 1, 1);

    /// <summary>Input of one text.</summary>
    public static InputShape Text(int length, int vocabulary) => new(0, 1, 1) { Texts = [new TokenShape(length, vocabulary)] };

    /// <summary>Input of ids, one of each column.</summary>
    public static InputShape Ids(params ImmutableArray<int> levels) => new(0, 1, 1) { Levels = levels };

    /// <summary>Whether it is a text to be translated, with its translation beside it.</summary>
    public bool IsTranslation => Texts is [{ IsAnswer: false }, { IsAnswer: true }] && NumberCount == 0 && Levels.IsEmpty;

    /// <summary>Whether there is an image.</summary>
    public bool IsImage => Height > 1 || Width > 1;

    /// <summary>Numbers in one example, pixels of the image among them, those beside it not.</summary>
    public int Size => Channels * Height * Width;

    /// <summary>All numbers of one example: those of the image, then those beside it.</summary>
    public int NumberCount => Size + Beside;

    /// <summary>All ids of one example: the tokens of each text, then one of each categorical column.</summary>
    public int IdCount => Texts.Sum(text => text.Length) + Levels.Length;

    /// <summary>Shapes are equal when all their sizes are.</summary>
    public bool Equals(InputShape other) =>
        (Channels, Height, Width, Beside) == (other.Channels, other.Height, other.Width, other.Beside)
        && Texts.SequenceEqual(other.Texts) && Levels.SequenceEqual(other.Levels);

    /// <inheritdoc/>
    public override int GetHashCode() => Levels.Aggregate(Texts.Aggregate(HashCode.Combine(Channels, Height, Width, Beside), HashCode.Combine), HashCode.Combine);

    /// <summary>In a few characters: <c>1×28×28</c>, <c>54 numbers</c>, <c>tokens 64 of 8000</c>.</summary>
    public string Sizes => string.Join(" + ",
    [
        .. IsImage ? [$"{Channels}×{Height}×{Width}"] : Channels > 0 ? [$"{Channels} numbers"] : Array.Empty<string>(),
        .. Beside > 0 ? [$"{Beside} numbers"] : Array.Empty<string>(),
        .. Texts.Where(text => text.Length > 0).Select(text => $"tokens {text.Length} of {text.Vocabulary}{(text.Tokenizer.Length > 0 ? $" ({text.Tokenizer})" : "")}{(text.Typical > 0 ? $" {text.Typical} in the middle" : "")}"),
        .. Levels.IsEmpty ? [] : new[] { $"ids of {string.Join(", ", Levels)}" },
    ]);
}
