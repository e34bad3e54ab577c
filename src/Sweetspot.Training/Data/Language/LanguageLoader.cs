using System.Globalization;
using System.Text;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Reads the text that a language model learns from: a file, also .gz, or the text files of a folder, one after another in the order of their paths.</summary>
internal static class LanguageLoader
{
    private const int LeastBytes = 4000;
    private const int LeastBlock = 128;
    private const int LargestBlock = 2048;
    private const int MostBlocks = 2000;
    private const double TestShare = 0.1;
    private const int LongestContext = 4096;
    private const int BytesPerToken = 8; // in the worst case of an ordinary text, so that a context fits surely
    private static readonly string[] Endings = [".txt", ".txt.gz"];

    /// <param name="task">The task; its test data, if given, are the test part.</param>
    /// <param name="path">File or folder.</param>
    /// <param name="test">File or folder of the test data; null: the last tenth.</param>
    /// <exception cref="UserInputException">It is no text, or too little of it.</exception>
    public static LanguageDataset Load(TaskSpec task, string path, string? test)
    {
        var notes = new List<string>();
        CheckIdle(task);
        var files = FilesOf(path, notes);
        var text = Read(path, files);
        var tests = test is null ? [] : FilesOf(test, notes);
        var (training, held) = test is null ? Cut(text, task.TestFraction ?? TestShare) : (text, Read(test, tests));
        var block = Math.Clamp(training.Length / MostBlocks, LeastBlock, LargestBlock);
        var characters = TokenCounts.Repeated(TokenCounts.Of(Encoding.UTF8.GetString(training).EnumerateRunes().Select(rune => rune.ToString())));
        var rows = training.Length / block;
        var whole = Encoding.UTF8.GetString(training);
        notes.Insert(0, string.Create(
            CultureInfo.InvariantCulture,
            $"{text.Length / 1e3:N0} kB of text: to learn from, then {task.Validation:0.##%} for validation{(test is null ? $", the last {task.TestFraction ?? TestShare:0.##%} for test" : "; test data as given")}; each part is a whole stretch of the text."));
        return new LanguageDataset(
            new DataProfile
            {
                Name = Path.GetFileName(path.TrimEnd(Path.DirectorySeparatorChar)),
                Kind = TaskKind.LanguageModel,
                Rows = rows,
                TestRows = held.Length / block,
                Input = new InputShape(0, 1, 1)
                {
                    Texts = [new TokenShape(Math.Min(LongestContext, training.Length / BytesPerToken / 4), characters.Length + FittedTokenizer.First) { Tokenizer = TokenizerNames.Character, IsStream = true }],
                },
                Classes = [],
                Notes = [.. notes],
                ContentHash = ContentHash.Of([.. files.Concat(tests).Select(file => file.Raw)]),
                Corpus = new CorpusFacts(training.Length, whole.EnumerateRunes().Count(), characters.Length, block),
            },
            training,
            held);
    }

    /// <summary>A text file's content, without a byte-order mark.</summary>
    public static string TextOf(DataFile file) => Utf8Text.Decode(file, "this is a binary file, not a text; give text files (.txt, also .txt.gz), as UTF-8.");

    private static byte[] Read(string path, IReadOnlyList<DataFile> files)
    {
        var texts = files.Select(TextOf).ToList();
        var text = string.Concat(texts.Select((one, index) => index < texts.Count - 1 && !one.EndsWith('\n') ? one + "\n" : one));
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new UserInputException($"{Path.GetFileName(path)}: holds no text.");
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        return bytes.Length >= LeastBytes ? bytes : throw new UserInputException(string.Create(
            CultureInfo.InvariantCulture, $"{Path.GetFileName(path)}: {bytes.Length:N0} bytes of text are too short for a language model; {LeastBytes:N0} are the least, and a megabyte is a good beginning."));
    }

    private static List<DataFile> FilesOf(string path, List<string> notes)
    {
        if (!Directory.Exists(path))
        {
            return [DataFile.Read(path)];
        }

        var all = Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(file => !Path.GetFileName(file).StartsWith('.')).ToList();
        var texts = all.Where(file => Endings.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase))).Order(StringComparer.Ordinal).ToList();
        if (texts.Count == 0)
        {
            throw new UserInputException($"{path}: no text in this folder; files ending in .txt or .txt.gz are read.");
        }

        notes.Add($"{Counted.Of(texts.Count, "text file")} of the folder, in the order of their paths{(all.Count == texts.Count ? "" : $"; {Counted.Of(all.Count - texts.Count, "other, which does", "others, which do")} not end in .txt or .txt.gz, left out")}.");
        return [.. texts.Where(file => new FileInfo(file).Length > 0).Select(DataFile.Read)];
    }

    private static (byte[] Training, byte[] Test) Cut(byte[] text, double share)
    {
        var at = (int)(text.Length * (1 - share));
        while (at < text.Length && (text[at] & 0xc0) == 0x80)
        {
            at++; // within a character
        }

        return (text[..at], text[at..]);
    }

    private static void CheckIdle(TaskSpec task)
    {
        var problems = new[]
        {
            ("--target", task.Target), ("--labels", task.Labels), ("--test-labels", task.TestLabels), ("--group", task.Group), ("--user", task.User), ("--item", task.Item),
            ("--text", task.Text.IsEmpty ? null : ""), ("--image", task.Image), ("--column", task.Columns.IsEmpty ? null : ""), ("--ignore", task.Ignored.IsEmpty ? null : ""), ("--source", task.Source), ("--time-column", task.Time), ("--target-transform", task.Transform is null ? null : ""),
        }.Where(option => option.Item2 is not null).Select(option => $"{option.Item1}: a language model learns from plain text, which has none; leave it out.").ToList();
        if (problems.Count > 0)
        {
            throw new UserInputException(problems);
        }
    }
}
