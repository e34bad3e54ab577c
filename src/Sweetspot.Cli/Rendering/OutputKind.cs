using System.Text;

namespace Sweetspot.Cli;

/// <summary>What a file is written as, and by what one that Sweetspot wrote before is known.</summary>
/// <param name="Name">As in "this is no …".</param>
/// <param name="Start">What the file begins with.</param>
/// <param name="Mark">What stands among its first 64 KiB.</param>
internal sealed record OutputKind(string Name, string Start, string Mark)
{
    private const int HeadBytes = 1 << 16;

    public static OutputKind Report { get; } = new("report that Sweetspot wrote", "<!DOCTYPE html>", " – Sweetspot</title>");

    public static OutputKind Plot { get; } = new("plot that Sweetspot wrote", "<svg", FitChart.Mark);

    /// <summary>The same as pixels. The first byte of a PNG is none of UTF-8.</summary>
    public static OutputKind Picture { get; } = new("plot that Sweetspot wrote", "\uFFFDPNG\r\n", PngMark.Text);

    public static OutputKind Trials { get; } = new("CSV of trials that Sweetspot wrote", "trial,purpose,state,reason,seed,epochs,fold", "");

    public static OutputKind TrialLines { get; } = new("JSON Lines of trials that Sweetspot wrote", "{\"trial\":", "\"purpose\":");

    public static OutputKind Predictions { get; } = new("CSV of predictions that Sweetspot wrote", "row,prediction", "");

    public static OutputKind Scores { get; } = new("CSV of scores that Sweetspot wrote", "file,tokens,bytes,characters,nats_per_byte", "");

    /// <summary>Nothing in it says who wrote it, so one that exists is never replaced.</summary>
    public static OutputKind Text { get; } = new("empty file", "\0", "\0");

    public static OutputKind Weights { get; } = new("model that Sweetspot wrote", "", "sweetspot.model/");

    public static OutputKind Device { get; } = new("device that Sweetspot measured", "{", MachineDevice.Origin);

    public static OutputKind Onnx { get; } = new("ONNX model that Sweetspot wrote", "", "sweetspot");

    public static OutputKind HowTo { get; } = new("page that Sweetspot wrote beside a model", "# ", ", IR version ");

    /// <summary>Whether an existing file may be replaced: it is empty, or Sweetspot wrote it as this.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public bool MayReplace(string path)
    {
        if (new FileInfo(path).Length == 0)
        {
            return true;
        }

        using var file = File.OpenRead(path);
        var bytes = new byte[HeadBytes];
        var head = Encoding.UTF8.GetString(bytes, 0, file.ReadAtLeast(bytes, HeadBytes, throwOnEndOfStream: false)).TrimStart('\uFEFF');
        return head.StartsWith(Start, StringComparison.Ordinal) && head.Contains(Mark, StringComparison.Ordinal);
    }
}
