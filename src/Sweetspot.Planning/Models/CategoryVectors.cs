namespace Sweetspot.Planning;

/// <summary>How many numbers stand for a category: one a level (one-hot), or a vector that is learned (an embedding).</summary>
/// <remarks>Levels count from 0, which is the id of a value that no training row has; its vector is 0 and stays so.</remarks>
public static class CategoryVectors
{
    /// <summary>Name of the gene: most numbers in a vector; 0: one-hot.</summary>
    public const string Gene = "embedding";

    /// <summary>Levels from which a column may have vectors; with fewer, one number a level is as small and loses nothing.</summary>
    public const int FewestLevels = 10;

    /// <summary>Numbers that a one-hot column takes at most: its 50 commonest levels, one for missing values and one for all others.</summary>
    public const int MostHot = 52;

    private const int UsualFrom = 33;
    private const int MostUsual = 16;

    /// <summary>Numbers that a column takes one-hot.</summary>
    /// <param name="levels">Its ids, that of unseen values among them.</param>
    public static int HotWidth(int levels) => Math.Min(levels - 1, MostHot);

    /// <summary>Numbers in the vector of a column: at most half of its ids.</summary>
    /// <param name="levels">Its ids.</param>
    /// <param name="most">The gene.</param>
    public static int WidthOf(int levels, int most) => Math.Clamp(levels / 2, 1, most);

    /// <summary>The gene where a candidate has none: one-hot up to 32 levels, else 1.6 × levels^0.56 of the widest column, at most 16 (the rule of fastai's tabular models).</summary>
    public static int Usual(InputShape input)
    {
        var most = input.Levels.DefaultIfEmpty(0).Max();
        return most <= UsualFrom ? 0 : Math.Min(MostUsual, (int)Math.Round(1.6 * Math.Pow(most - 1, 0.56)));
    }

    /// <summary>The input of a model that takes the categories so.</summary>
    /// <param name="input">The data's: numbers, and the ids of wide columns.</param>
    /// <param name="embedding">The gene.</param>
    public static InputShape Input(InputShape input, int embedding)
    {
        if (embedding > 0 || input.Levels.IsEmpty)
        {
            return input;
        }

        var hot = input.Levels.Sum(HotWidth);
        return input.IsImage ? input with { Beside = input.Beside + hot, Levels = [] } : input with { Channels = input.Channels + hot, Levels = [] };
    }
}
