using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Reads a model's outputs as answers.</summary>
public static class Predictions
{
    /// <summary>One answer for each row.</summary>
    /// <param name="description">The model.</param>
    /// <param name="outputs">[rows × outputs] scores of classes, or one number a row on the data's scale.</param>
    /// <exception cref="UserInputException">An output is not finite.</exception>
    public static IReadOnlyList<Prediction> Of(ModelDescription description, double[] outputs)
    {
        ArgumentNullException.ThrowIfNull(description);
        ArgumentNullException.ThrowIfNull(outputs);
        return [.. outputs.Chunk(description.Outputs).Select((row, index) => Read(description, row, index))];
    }

    /// <summary>One text for each row.</summary>
    /// <param name="description">The model that wrote them.</param>
    /// <param name="ids">Ids of tokens of each row, without the end.</param>
    public static IReadOnlyList<Prediction> OfTexts(ModelDescription description, IEnumerable<int[]> ids)
    {
        ArgumentNullException.ThrowIfNull(description);
        return [.. RowEncoder.FromJson(description.EncoderJson).Texts(ids).Select(text => new Prediction(text, double.NaN, []))];
    }

    private static Prediction Read(ModelDescription description, double[] outputs, int row)
    {
        if (Array.Find(outputs, output => !double.IsFinite(output)) is not 0 and var wrong)
        {
            throw new UserInputException($"row {row + 1}: the model's answer is {wrong}; look for values far outside those it was trained on.");
        }

        if (description.Kind != TaskKind.Classification)
        {
            return new Prediction(null, outputs[0], []);
        }

        var probabilities = Shares(outputs);
        var best = Enumerable.Range(0, probabilities.Length).MaxBy(index => probabilities[index]);
        return new Prediction(description.Classes[best], probabilities[best], probabilities);
    }

    private static double[] Shares(double[] outputs)
    {
        var largest = outputs.Max();
        var shares = outputs.Select(output => Math.Exp(output - largest)).ToArray();
        var sum = shares.Sum();
        return [.. shares.Select(share => share / sum)];
    }
}
