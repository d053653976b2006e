import { basename } from 'node:path';
import type { Owners } from './mail-owner.ts';

export interface DovecotPorts {
  /** Plain, with STARTTLS. */
  readonly imap: number;
  readonly imaps: number;
  /** Plain, with STLS. */
  readonly pop3: number;
  readonly pop3s: number;
}

export interface DovecotConfig {
  readonly folder: string;
  readonly ports: DovecotPorts;
  readonly owners: Owners;
  readonly quotaBytes: number;
  readonly quotaMessages?: number | undefined;
  /** A namespace of other users and one for everybody, which has a quota of its own. */
  readonly sharing: boolean;
  /** Ways to sign in, in Dovecot's names. */
  readonly mechanisms: readonly string[];
}

/** The whole configuration of a private Dovecot 2.3. Everything it writes stays inside `folder`. */
export function dovecotConfig({ folder, ports, owners, quotaBytes, quotaMessages, sharing, mechanisms }: DovecotConfig): string {
  const messages = quotaMessages === undefined ? '' : `:messages=${quotaMessages}`;
  return `
base_dir = ${folder}/run
state_dir = ${folder}/run
instance_name = ${basename(folder)}
protocols = imap pop3
listen = 127.0.0.1
log_path = ${folder}/dovecot.log
verbose_proctitle = no
${owners.runAs === undefined ? '' : ordinaryUser(owners.runAs)}

ssl = yes
ssl_cert = <${folder}/cert.pem
ssl_key = <${folder}/key.pem
ssl_min_protocol = TLSv1.2
disable_plaintext_auth = no
auth_mechanisms = ${mechanisms.join(' ')}
# A wrong password is answered at once, however many there were before: tests try it on purpose.
auth_failure_delay = 0
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
# A file per user: Dovecot looks at a file it knows at most once a second, and tests log in as soon as they have made a user.
${mechanisms.includes('xoauth2') ? tokens(folder) : ''}
passdb {
  driver = passwd-file
  args = ${folder}/users/%u
}
userdb {
  driver = passwd-file
  args = ${folder}/users/%u
}

first_valid_uid = 1
first_valid_gid = 1
mail_uid = ${owners.mail.uid}
mail_gid = ${owners.mail.gid}
mail_location = maildir:~/Maildir:UTF-8
# Files in the Maildir hold the very bytes a client sees.
mail_save_crlf = yes
mail_max_userip_connections = 500
# Where inotify runs out, IDLE still looks once a second.
mailbox_idle_check_interval = 1s
mail_plugins = quota${sharing ? ' acl' : ''}
protocol imap {
  mail_plugins = quota imap_quota${sharing ? ' acl imap_acl' : ''}
}
plugin {
  quota = maildir:User quota${sharing ? ':ns=' : ''}
  quota_rule = *:bytes=${quotaBytes}${messages}
  quota_grace = 0
}
${sharing ? shared(folder) : ''}
namespace inbox {
  inbox = yes
  separator = /
${['Drafts', 'Sent', 'Trash', 'Junk', 'Archive'].map(specialMailbox).join('')}}

default_process_limit = 100
default_client_limit = 1000
service imap-login {
  chroot =
  # One process for all logins: no new process to wait for at every connection.
  service_count = 0
  inet_listener imap {
    port = ${ports.imap}
  }
  inet_listener imaps {
    port = ${ports.imaps}
    ssl = yes
  }
}
service pop3-login {
  chroot =
  service_count = 0
  inet_listener pop3 {
    port = ${ports.pop3}
  }
  inet_listener pop3s {
    port = ${ports.pop3s}
    ssl = yes
  }
}
`;
}

/** Access tokens are judged by their signature, with the key beside the users. */
function tokens(folder: string): string {
  return `passdb {
  driver = oauth2
  mechanisms = oauthbearer xoauth2
  args = ${folder}/oauth2.conf
}`;
}

/** Who may do what is said by `dovecot-acl` files beside the mail, and by SETACL. */
function shared(folder: string): string {
  return `plugin {
  acl = vfile
  acl_shared_dict = file:${folder}/shared/who-shares-what
  quota2 = maildir:Shared quota:ns=Public/
  quota2_rule = *:bytes=1048576
}
namespace public {
  type = public
  prefix = Public/
  separator = /
  location = maildir:${folder}/public:UTF-8
  subscriptions = no
  list = children
}
namespace others {
  type = shared
  prefix = Users/%%u/
  separator = /
  location = maildir:%%h/Maildir:UTF-8
  subscriptions = no
  list = children
}`;
}

function specialMailbox(name: string): string {
  return `  mailbox ${name} {
    special_use = \\${name}
    auto = subscribe
  }
`;
}

/** Without root Dovecot cannot change to users of its own. */
function ordinaryUser({ user, group }: NonNullable<Owners['runAs']>): string {
  return `default_internal_user = ${user}
default_login_user = ${user}
default_internal_group = ${group}`;
}
