# The house itself: what the lead must see to, and /version. First what happened, then what to do.

lead-database-back = The database can be written again. It could not from { $since } until { $until }: { $why ->
        [Full] the disk was full
        [ReadOnly] its file was closed to writing
        [Locked] another program held it
        [Damaged] its file is damaged, look at the copies
       *[other] the disk failed
    }. What was written meanwhile waited at Telegram; work goes on.
lead-given-up = A letter was not sent: the bot could not record what came of it. The log says more.
lead-backup-failed = The database was not copied: { $why }. The bot tries again in an hour. Look at the folder BACKUP_DIR and the room on the disk.
lead-no-backup = No new copies of the database: the last was made { $since }. Look at the folder BACKUP_DIR and the room on the disk.
lead-mail-waits = E-mail has not gone out since { $since }, { $count ->
        [one] { $count } letter waits
       *[other] { $count } letters wait
    }. Look at the mail server: python -m bot doctor.
lead-disk = The disk with the database has { $megabytes } MB left. Make room: without it the bot cannot take tickets.
lead-database-gone = The file { $place } of the database was deleted or replaced while the bot works: what is new goes to the old file and is lost at the next stop. Do not stop the bot, call whoever runs the server.
lead-webhook = Telegram cannot bring messages to the bot: { $why }. They wait at Telegram for a day. Look at WEBHOOK_URL and the way to the bot.

# E-mails to the lead while Telegram is out of reach.
email-unreached-subject = Telegram is out of reach, support waits
email-unreached =
    The support bot has not been able to reach Telegram since { $since }.
    Customers' messages wait at Telegram, engineers' answers wait at the bot; deadlines run. Use the phone for what is urgent.
    Check the network of the bot's server: python -m bot doctor. Another e-mail follows when the connection is back.
email-reached-subject = Telegram is within reach again
email-reached = Telegram was out of reach from { $since } until { $until }. It answers now, and everything is being sent.

version-program = Version { $version }{ $known ->
        [yes] , { $commit }
       *[no] {""}
    }. Policy { $policy }. { $mode ->
        [webhook] Telegram brings the messages itself (webhook).
       *[polling] The bot asks Telegram for messages.
    }
version-started = Started { $at }, running for { $days ->
        [0] { $hours } h { $minutes } min
       *[other] { $days } d { $hours } h
    }.
version-database = The database takes { $megabytes } MB.
version-backup = Last copy of the database: { $at }.
version-no-backup = The database has not been copied yet.

# The doctor
doctor-webhook-good = The webhook is set, nothing waits.
doctor-webhook-waits = Messages wait at Telegram: { $count }.
doctor-webhook-error = Telegram could not deliver a message ({ $at }): { $said }.
doctor-webhook-error-do = Check WEBHOOK_URL, its certificate and the way from it to LISTEN.
doctor-webhook-unset = The webhook is not set yet: the bot sets it when it starts.
doctor-webhook-other = Telegram has another webhook.
doctor-webhook-other-do = If another program uses it, one of you needs another token; else nothing: the bot sets its own when it starts.
doctor-backup-none = The database is not copied at night.
doctor-backup-none-do = Name a folder in BACKUP_DIR, best on another disk.
doctor-backup-good = The last copy { $place } is whole.
doctor-backup-empty = The folder { $place } holds no copy yet: the first is made soon after the start.
doctor-backup-bad = The copy { $place } cannot be opened: { $why }.
doctor-backup-old = The last copy is older than two days: { $place }.
doctor-backup-do = Check the folder BACKUP_DIR and the room on the disk; the log says why.
