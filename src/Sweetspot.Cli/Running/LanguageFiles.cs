using Sweetspot.Core;
using Sweetspot.Export;
using Sweetspot.Planning;
using Sweetspot.Training;

namespace Sweetspot.Cli;

/// <summary>Compares an exported language model with the one it was made from.</summary>
internal static class LanguageFiles
{
    private const int Windows = 32;
    private const int ShortWindow = 32;

    /// <summary>On 32 short windows, and 4 of the whole context, so that both open dimensions vary.</summary>
    public static (ParityResult Parity, string Source) Compare(byte[] onnx, ModelAnswer answer, Predictor predictor)
    {
        var shape = (GptShape)predictor.Description.Shape;
        var chance = RandomStream.For(1, 0, "onnx parity");
        var greatest = 0.0;
        foreach (var (windows, length) in new[] { (Windows, Math.Min(ShortWindow, shape.Context)), (4, shape.Context) })
        {
            long[] ids = [.. Enumerable.Range(0, windows * length).Select(_ => (long)chance.Next(shape.Tokens.Vocabulary))];
            var wanted = predictor.NextTokens(ids, length);
            var part = Parity.Compare(onnx, answer, windows, new Dictionary<string, Array> { [IdInput.InputName] = ids }, [.. wanted.Select(score => (double)score)]);
            greatest = double.IsNaN(part.Greatest) ? double.NaN : Math.Max(greatest, part.Greatest);
        }

        return (new ParityResult(Windows + 4, greatest), "windows of random tokens");
    }
}
