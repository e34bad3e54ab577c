using Sweetspot.Core;

namespace Sweetspot.Export;

/// <summary>Examples to time or to calibrate a model with that has seen no data: random pixels, normal numbers, ids spread over their ranges.</summary>
public static class MadeUpInputs
{
    private const long Step = 7919; // a prime: neighbours differ

    /// <summary>By the name of the graph's input.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">How many.</param>
    public static IReadOnlyDictionary<string, Array> Of(TrainedModel model, int rows)
    {
        ArgumentNullException.ThrowIfNull(model);
        var chance = RandomStream.For(1, rows, "made-up inputs");
        return model.Inputs.ToDictionary(input => input.Name, input => input switch
        {
            ImageInput image => (Array)Floats(rows * image.Count, () => chance.Next(256)),
            IdInput ids => Ids(ids, rows),
            SequenceInput tokens => Tokens(rows * tokens.Longest, tokens.Vocabulary),
            _ => Floats(rows * input.Count, () => (float)chance.NextGaussian()),
        });
    }

    /// <summary>Ids of whole texts: none of them fills up.</summary>
    internal static long[] Tokens(int count, int vocabulary) => [.. Enumerable.Range(0, count).Select(at => 1 + (at * Step % (vocabulary - 1)))];

    private static float[] Floats(int count, Func<float> next)
    {
        var numbers = new float[count];
        foreach (ref var number in numbers.AsSpan())
        {
            number = next();
        }

        return numbers;
    }

    private static long[] Ids(IdInput input, int rows)
    {
        int[] ranges = [.. input.Shape.Texts.SelectMany(text => Enumerable.Repeat(text.Vocabulary, text.Length)), .. input.Shape.Levels];
        var ids = new long[rows * ranges.Length];
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = i * Step % ranges[i % ranges.Length];
        }

        return ids;
    }
}
