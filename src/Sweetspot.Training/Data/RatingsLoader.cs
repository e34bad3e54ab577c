using System.Collections.Immutable;
using System.Globalization;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Loads ratings: a table with a user, an item and a rating in each row, and perhaps a time.</summary>
internal static class RatingsLoader
{
    private const ulong TestSeed = 20;
    private const int FewestRows = 10;
    private static readonly string[] s_users = ["user", "user_id", "userId", "uid", "customer", "customer_id", "reviewer", "reviewer_id", "reviewerID"];
    private static readonly string[] s_items =
        ["item", "item_id", "itemId", "iid", "movie", "movie_id", "movieId", "film", "film_id", "product", "product_id", "productId", "asin", "book", "book_id", "isbn", "song", "artist", "track", "business_id"];

    private static readonly string[] s_ratings = ["rating", "score", "stars", "overall", "target"];
    private static readonly string[] s_times = ["timestamp", "time", "date", "datetime", "unixReviewTime"];

    public static Dataset Load(TaskSpec task, DataFile train, DataFile? test, IReadOnlyList<string> notes)
    {
        var table = TextTable.Read(train);
        var columns = Find(task, table, train.Name);
        columns = task.Kind == TaskKind.Ranking ? columns with { Rating = null } : columns;
        var trainingRows = table.Rows;
        var said = new List<string>(notes) { columns.Note };
        if (test is not null && table.Append(test, [.. columns.Needless]) is { Count: > 0 } extra)
        {
            said.Add($"{test.Name}: {Listing.Of(extra)} ignored; the training data have no such columns.");
        }

        if (columns.Rating is null)
        {
            var (target, rows) = Interactions(columns, trainingRows, table.Rows, said);
            return Build(task, columns, target, rows, said, train, test);
        }

        var reader = new TargetReader(columns.Rating, trainingRows, table.Place);
        var ratings = reader.Read(task with { Transform = task.Transform ?? TargetTransform.None });
        said.AddRange(reader.Notes);
        return Build(task, columns, ratings, new Rows(reader.Kept, reader.KeptTraining), said, train, test);
    }

    /// <summary>Every pair of user and item counts once, as taken up: the first row of each is kept.</summary>
    private static (Target Target, Rows Rows) Interactions(Found columns, int training, int all, List<string> notes)
    {
        var seen = new HashSet<(int User, int Item)>();
        ImmutableArray<int> kept = [.. Enumerable.Range(0, all).Where(row => seen.Add((columns.User.Codes[row], columns.Item.Codes[row])))];
        var rows = new Rows(kept, kept.Count(row => row < training));
        if (rows.Training < FewestRows)
        {
            throw new UserInputException($"{Counted.Of(rows.Training, "pair")} of user and item {Counted.Word(rows.Training, "is", "are")} too few to learn from and to judge by; {FewestRows} is the least.");
        }

        notes.Add($"No rating is learned: every pair counts as taken up, and items are ranked (implicit feedback).");
        if (kept.Length < all)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{training - rows.Training:N0} training and {all - training - (kept.Length - rows.Training):N0} test rows that repeat a pair of user and item are left out."));
        }

        return (new Target { Kind = TaskKind.Ranking, Numbers = [.. kept.Select(_ => 1.0)] }, rows);
    }

    private static RatingsDataset Build(TaskSpec task, Found columns, Target ratings, Rows rows, List<string> notes, DataFile train, DataFile? test)
    {
        var isByTime = task.Time is not null && ratings.Kind == TaskKind.Recommendation;
        ImmutableArray<double> times = isByTime ? [.. TimeColumn.Read(columns.Time!, [.. rows.Kept.Take(rows.Training)], columns.Table.Place, notes)] : Times(columns.Time, rows, notes);
        if (task.TestFraction is { } fraction && rows.Kept.Length == rows.Training)
        {
            var held = isByTime ? TimeSplits.HoldOut(times.AsSpan(), [], fraction) : RatingSplits.HoldOut([.. rows.Kept.Select(row => columns.User.Codes[row])], times, fraction, RandomStream.For(TestSeed, 0, "test"));
            var order = RowOrder.TrainingFirst(held);
            (ratings, rows) = (ratings.Pick(order), new Rows([.. order.Select(at => rows.Kept[at])], rows.Training - held.Count(isHeld => isHeld)));
            times = times.IsEmpty ? [] : [.. order.Select(at => times[at])];
            notes.Add(TestPart.Note(rows.Kept.Length - rows.Training, isByTime));
        }

        TimeSplits.Check(isByTime ? [.. times.Take(rows.Training)] : [], [], task.Validation);
        var (users, items) = (RatingIds.Of(columns.User, rows.Kept, rows.Training), RatingIds.Of(columns.Item, rows.Kept, rows.Training));
        notes.AddRange(RatingNotes.Of(users, items, rows.Training, !times.IsEmpty, isByTime, ratings.Kind));
        if (test is not null && !times.IsEmpty)
        {
            notes.AddRange(RatingNotes.OldTestRows(TimeColumn.Try(columns.Time!, rows.Kept).Values, users, rows.Training, isByTime));
        }

        var profile = new DataProfile
        {
            Name = FileConvention.DataName(train.Path),
            Kind = ratings.Kind,
            Rows = rows.Training,
            TestRows = rows.Kept.Length - rows.Training,
            Input = InputShape.Ids(users.Levels.Length + 1, items.Levels.Length + 1),
            Classes = [],
            Transform = ratings.Transform,
            Notes = [.. notes],
            ContentHash = ContentHash.Of(test is null ? [train.Raw] : [train.Raw, test.Raw]),
        };
        return new RatingsDataset(
            profile, ratings, new RatingColumns(columns.User.Name, columns.Item.Name, columns.Rating?.Name, users.Levels, items.Levels), users.Numbers, items.Numbers, times, isByTime);
    }

    private static Found Find(TaskSpec task, TextTable table, string file)
    {
        var problems = new List<string>();
        if (task.Group is { } group)
        {
            problems.Add($"--group {group}: a model of ratings knows its users, so a user's ratings must be on both sides of a split; leave --group out.");
        }

        var user = One(table, task.User, "--user", "users", s_users, problems, file);
        var item = One(table, task.Item, "--item", "items", s_items, problems, file);
        var rating = task.Target is null ? s_ratings.Select(table.Find).FirstOrDefault(column => column is not null) : One(table, task.Target, "--target", "ratings", s_ratings, problems, file);
        var time = task.Time is null ? s_times.Select(table.Find).FirstOrDefault(column => column is not null) : One(table, task.Time, "--time-column", "times", s_times, problems, file);
        if (problems.Count == 0 && new[] { user, item, rating, time }.OfType<TextColumn>().GroupBy(column => column).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            problems.Add($"{file}: the column {twice.Key.Name} cannot be two of user, item, rating and time; name them with --user, --item, --target and --time-column.");
        }

        return problems.Count == 0 ? new Found(table, user!, item!, rating, time) : throw new UserInputException(problems);
    }

    private static TextColumn? One(TextTable table, string? given, string option, string what, string[] usual, List<string> problems, string file)
    {
        var names = table.Columns.Select(column => column.Name).ToList();
        var column = given is null ? usual.Select(table.Find).FirstOrDefault(column => column is not null) : table.Find(given);
        if (column is null)
        {
            problems.Add(given is null
                ? $"{file}: no column of {what} is found ({string.Join(", ", usual.Take(3))}, …); name it with {option}. Columns: {Listing.Of(names)}."
                : $"{file}: {option} names the column {given}, which is not there.{NearestName.Hint(given, names)} Columns: {Listing.Of(names)}.");
        }

        return column;
    }

    /// <summary>Time of each training row, as a number or a date; empty where there is no such column or it is no time.</summary>
    private static ImmutableArray<double> Times(TextColumn? column, Rows rows, List<string> notes)
    {
        if (column is null)
        {
            return [];
        }

        var training = rows.Kept.AsSpan(0, rows.Training).ToArray();
        var values = TimeColumn.Try(column, training).Values;
        var unread = values.Count(double.IsNaN);
        if (unread > training.Length / 20)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"Warning: {column.Name}: {unread:N0} of {Counted.Of(training.Length, "value")} {Counted.Word(unread, "is neither a number nor a date", "are neither numbers nor dates")}, so ratings are not ordered by it."));
            return [];
        }

        return [.. values];
    }

    private sealed record Rows(ImmutableArray<int> Kept, int Training);

    private sealed record Found(TextTable Table, TextColumn User, TextColumn Item, TextColumn? Rating, TextColumn? Time)
    {
        /// <summary>Columns that test data need not have.</summary>
        public IEnumerable<string> Needless => Table.Columns.Except(new[] { User, Item, Rating }.OfType<TextColumn>()).Select(column => column.Name);

        public string Note
        {
            get
            {
                var others = Table.Columns.Except(new[] { User, Item, Rating, Time }.OfType<TextColumn>()).Select(column => column.Name).ToList();
                var time = Time is null ? "no time" : $"time {Time.Name}";
                return $"Columns: user {User.Name}, item {Item.Name}, {(Rating is null ? "no rating" : $"rating {Rating.Name}")}, {time}{(others.Count == 0 ? "" : $"; {Listing.Of(others)} not used")} (--user, --item, --target, --time-column say otherwise).";
            }
        }
    }
}
