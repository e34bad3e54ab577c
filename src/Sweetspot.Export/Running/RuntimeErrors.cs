using Microsoft.ML.OnnxRuntime;
using Sweetspot.Core;

namespace Sweetspot.Export;

/// <summary>Turns what ONNX Runtime refuses into one line for people.</summary>
internal static class RuntimeErrors
{
    /// <exception cref="UserInputException">ONNX Runtime refused.</exception>
    public static T Translate<T>(string name, Func<T> run, string advice = "give a model that ONNX Runtime can run")
    {
        try
        {
            return run();
        }
        catch (OnnxRuntimeException exception)
        {
            throw new UserInputException([$"{name}: ONNX Runtime says: {OneLine(exception.Message)}; {advice}."], exception);
        }
    }

    private static string OneLine(string message) => string.Join(' ', message.Split((char[])['\n', '\r'], StringSplitOptions.RemoveEmptyEntries)).Trim().TrimEnd('.');
}
